import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { AppliedPlan } from './preview-edit.ts';

/** What an operation on a body may be asked with beside it. */
export type Weighed = { body: Body; plan?: AppliedPlan; edit?: AppliedPlan | null; steps?: readonly EditStep[] };

/** About how many bytes must be looked at: the body as often as it is read anew, and what an edit may write into it. */
export function weigh({ body, plan, edit, steps }: Weighed): number {
  const size = body.bytes.length;
  if (steps !== undefined) return size + weighSteps(size, steps);
  const asked = plan ?? edit ?? null;
  if (asked === null) return size;
  switch (asked.kind) {
    case 'text':
      return size + asked.text.length;
    case 'fields':
      return size + asked.edits.reduce((sum, { text }) => sum + text.length, 0);
    case 'steps':
      return size + weighSteps(size, asked.steps);
    case 'converted':
      return size;
  }
}

/** A step may write its text into every few bytes of the body. */
const bytesPerPlace = 32;

function weighSteps(size: number, steps: readonly EditStep[]): number {
  const places = Math.ceil(size / bytesPerPlace);
  return steps.reduce((sum, step, index) => sum + (index > 0 ? size : 0) + longestText(step) * places, 0);
}

function longestText(step: EditStep): number {
  switch (step.kind) {
    case 'set':
    case 'replace':
      return step.text.length;
    case 'map':
      return Math.max(...step.table.map(({ to }) => to.length));
    case 'delete':
    case 'move':
      return 0;
  }
}
