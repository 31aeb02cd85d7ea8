import { type EditStep, editStep, type StepCondition } from '../../../../src-shared/domain/edit-step.ts';

export const stepKinds = ['set', 'replace', 'map', 'delete', 'move'] as const;
export type StepKind = EditStep['kind'];

/** A step while it is written: what it still lacks is in `lacksOf`. `id` is its name on the page only. */
export type DraftStep = { id: number; step: EditStep };

/** What must be filled in before a step can be tried. */
export type StepLack = 'path' | 'find' | 'table' | 'to' | 'same' | 'condition';

export const mostSteps = 50;
export const mostConditions = 20;
export const mostTableRows = 500;

export function newStep(kind: StepKind): EditStep {
  return ofKind(kind, '', '', []);
}

/** The same place, text and conditions in another kind of step, as far as it has them. */
export function withKind(step: EditStep, kind: StepKind): EditStep {
  if (step.kind === kind) return step;
  return ofKind(kind, placeOf(step), 'text' in step ? step.text : '', step.when);
}

function ofKind(kind: StepKind, path: string, text: string, when: StepCondition[]): EditStep {
  switch (kind) {
    case 'set':
      return { kind, path, text, when };
    case 'replace':
      return { kind, path, find: '', text, when };
    case 'map':
      return { kind, path, table: [], otherwise: 'keep', when };
    case 'delete':
      return { kind, path, when };
    default:
      kind satisfies 'move';
      return { kind, from: path, to: '', when };
  }
}

/** The place a step reads or writes first. */
export function placeOf(step: EditStep): string {
  return step.kind === 'move' ? step.from : step.path;
}

/** Empty = the step can be tried. */
export function lacksOf(step: EditStep): StepLack[] {
  const lacks: StepLack[] = [];
  if (placeOf(step).trim() === '') lacks.push('path');
  if (step.kind === 'replace' && step.find === '') lacks.push('find');
  if (step.kind === 'map' && step.table.length === 0) lacks.push('table');
  if (step.kind === 'move' && step.to.trim() === '') lacks.push('to');
  if (step.kind === 'move' && step.to !== '' && step.to.trim() === step.from.trim()) lacks.push('same');
  if (step.when.some(isUnfinished)) lacks.push('condition');
  return lacks;
}

/** Equal to nothing is said by *empty*, so a text that is still to be written is not taken for it. */
function isUnfinished(condition: StepCondition): boolean {
  return condition.path.trim() === '' || (comparesText(condition.is) && condition.text === '');
}

export function comparesText(is: StepCondition['is']): boolean {
  return is !== 'empty' && is !== 'not-empty';
}

/** The steps as they can be tried, without spaces around their places; null while one lacks something or there is none. */
export function readySteps(drafts: readonly DraftStep[]): EditStep[] | null {
  if (drafts.length === 0 || drafts.some(({ step }) => lacksOf(step).length > 0)) return null;
  const parsed = drafts.map(({ step }) => editStep.safeParse(trimmed(step)));
  return parsed.every((each) => each.success) ? parsed.map((each) => each.data) : null;
}

function trimmed(step: EditStep): EditStep {
  const when = step.when.map((each) => ({
    ...each,
    path: each.path.trim(),
    text: comparesText(each.is) ? each.text : '',
  }));
  if (step.kind === 'move') return { ...step, from: step.from.trim(), to: step.to.trim(), when };
  return { ...step, path: step.path.trim(), when };
}
