import type { EditStep } from '../../../domain/edit-step.ts';
import type { Format, ParseOptions, Place, SpliceResult } from '../../format.ts';
import { type Changes, composeChanges } from '../compose-changes.ts';
import { planStep, type StepRefusal } from './plan-step.ts';

type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;

/**
 * `changes`: of all steps together, against the body before the first. `step` of a refusal is 1-based; then nothing has changed.
 * *too-large*: the body would grow by more than 16 MB.
 */
export type SteppedBody =
  | { kind: 'spliced'; bytes: Uint8Array; changes: Changes }
  | {
      kind: 'refused';
      step: number;
      path: string;
      reason: StepRefusal['reason'] | Rejected['reason'];
      character: string | null;
    };

/** `onRead`: a place whose value decides what a step does; `onKept`: one that is set to what it holds already. Both as they are before the step. */
export type StepsWatch = { onRead?: (place: Place) => void; onKept?: (place: Place) => void };

export type StepsRequest = StepsWatch & { format: Format; options: ParseOptions };

const maxGrowthBytes = 16 * 1024 * 1024;

/** Steps done to a body one after the other; all of them or none. */
export function applySteps(body: Uint8Array, steps: readonly EditStep[], request: StepsRequest): SteppedBody {
  let done: Extract<SteppedBody, { kind: 'spliced' }> = { kind: 'spliced', bytes: body, changes: [] };
  for (const [index, step] of steps.entries()) {
    const made = applyStep(done, step, { ...request, limit: body.length + maxGrowthBytes });
    if (made.kind === 'refused') return { ...made, step: index + 1 };
    done = made;
  }
  return done;
}

type Limited = StepsRequest & { limit: number };

function applyStep(
  before: Extract<SteppedBody, { kind: 'spliced' }>,
  step: EditStep,
  { format, options, onRead = ignore, onKept = ignore, limit }: Limited,
): SteppedBody {
  const find = format.places?.(format.parse(before.bytes, options)) ?? (() => null);
  const planned = planStep(step, { find, onRead, onKept, room: limit - before.bytes.length });
  if (planned.kind === 'refused') return { ...planned, step: 0, character: null };
  let { bytes, changes } = before;
  for (const edits of planned.passes) {
    const written = edits.reduce((sum, { text }) => sum + text.length, 0);
    if (bytes.length + written > limit) return refuse(edits[0]?.path ?? '', 'too-large');
    const result = format.splice(bytes, edits, options);
    if (result.kind === 'rejected') return { ...refuse(result.path, result.reason), character: result.character };
    changes = composeChanges(changes, result.changes);
    bytes = result.bytes;
  }
  return { kind: 'spliced', bytes, changes };
}

function ignore(): void {}

function refuse(path: string, reason: Rejected['reason'] | 'too-large') {
  return { kind: 'refused' as const, step: 0, path, reason, character: null };
}
