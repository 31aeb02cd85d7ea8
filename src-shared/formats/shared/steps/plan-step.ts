import type { EditStep } from '../../../domain/edit-step.ts';
import type { Edit, FindPlaces, Place } from '../../format.ts';
import { createConditions, sharedStart } from './step-conditions.ts';
import { isFilled, leavesOf, textAt } from './step-values.ts';

/**
 * *no-path*: what is asked for is no path of this format. *not-in-table*: a value that a *map* has no answer for. *parts*: a value with parts can
 * only be moved to a place of the same kind. *lost-character*: a value holds U+FFFD in place of what could not be read. *too-large*: the texts to
 * be written are longer than `room`.
 */
export type StepRefusal = {
  kind: 'refused';
  reason: 'no-path' | 'not-in-table' | 'parts' | 'lost-character' | 'too-large';
  path: string;
};

/** In English; without content of the message. */
export const stepSentences: Record<StepRefusal['reason'], string> = {
  'no-path': 'This is no address in this format.',
  'not-in-table': 'The value is not in the table.',
  parts: 'A value with parts can only be moved to a place of the same kind.',
  'lost-character': 'The value holds a character that could not be read.',
  'too-large': 'The message would grow by more than 16 MB.',
};

/** What is to be written, and places to be emptied: all at once. */
export type StepPass = { edits: Edit[]; emptied: string[] };
/** `passes`: one after the other. */
export type PlannedStep = { kind: 'planned'; passes: StepPass[] } | StepRefusal;

/**
 * `onRead`: a place whose value decides what is done; `onKept`: one that is set to what it holds.
 * `room`: how much may be written, in UTF-16 units.
 */
export type StepScope = {
  find: FindPlaces;
  onRead: (place: Place) => void;
  onKept: (place: Place) => void;
  room: number;
};

/** What a step does to a message as it is now. */
export function planStep(step: EditStep, scope: StepScope): PlannedStep {
  const own = step.kind === 'move' ? step.from : step.path;
  const places = scope.find(own);
  if (places === null) return refuse('no-path', own);
  const conditions = createConditions(own, step.when, scope);
  if (conditions.kind === 'no-path') return refuse('no-path', conditions.path);
  const meant = places.filter((place) => conditions.hold(place));
  switch (step.kind) {
    case 'set':
      return planSet(step, meant, scope);
    case 'delete':
      return planned(
        [],
        meant.filter(isFilled).map(({ path }) => path),
      );
    case 'replace':
      return planReplace(step, meant, scope);
    case 'map':
      return planMap(step, meant, scope);
    case 'move':
      return planMove(step, meant, scope);
  }
}

type StepOf<Kind extends EditStep['kind']> = Extract<EditStep, { kind: Kind }>;

function planSet({ text }: StepOf<'set'>, places: readonly Place[], { onKept }: StepScope): PlannedStep {
  const edits: Edit[] = [];
  for (const place of places) {
    if (place.node?.text === text) onKept(place);
    else if (isLossy(text)) return refuse('lost-character', place.path);
    else edits.push({ path: place.path, text });
  }
  return planned(edits);
}

function planReplace({ find, text }: StepOf<'replace'>, places: readonly Place[], scope: StepScope): PlannedStep {
  const edits: Edit[] = [];
  let { room } = scope;
  for (const place of places) {
    if (isFilled(place)) scope.onRead(place);
    for (const leaf of leavesOf(place)) {
      const value = leaf.text ?? '';
      if (leaf.isExplicitNull || !value.includes(find)) continue;
      room -= value.length + countOf(value, find) * (text.length - find.length);
      // Known before it is made: no text could be that long.
      if (room < 0) return refuse('too-large', leaf.path);
      const replaced = value.replaceAll(find, () => text);
      if (isLossy(replaced)) return refuse('lost-character', leaf.path);
      edits.push({ path: leaf.path, text: replaced });
    }
  }
  return planned(edits);
}

function countOf(value: string, find: string): number {
  let count = 0;
  for (let at = value.indexOf(find); at >= 0; at = value.indexOf(find, at + find.length)) count += 1;
  return count;
}

function planMap({ table, otherwise }: StepOf<'map'>, places: readonly Place[], { onRead }: StepScope): PlannedStep {
  const texts = new Map(table.toReversed().map(({ from, to }) => [from, to]));
  const edits: Edit[] = [];
  for (const place of places) {
    if (isFilled(place)) onRead(place);
    const text = texts.get(textAt(place));
    if (text !== undefined && isLossy(text)) return refuse('lost-character', place.path);
    if (text !== undefined) edits.push({ path: place.path, text });
    else if (otherwise === 'refuse' && isFilled(place)) return refuse('not-in-table', place.path);
  }
  return planned(edits);
}

function planMove({ from, to }: StepOf<'move'>, places: readonly Place[], { find, onRead }: StepScope): PlannedStep {
  const { count, end } = sharedStart(from, to);
  const isOpen = to.slice(end).includes('*');
  if (isOpen || find(to) === null) return refuse('no-path', to);
  const [edits, emptied, cleared]: [Edit[], string[], string[]] = [[], [], []];
  for (const place of places) {
    if (!isFilled(place)) continue;
    onRead(place);
    const target = find((place.bound[count - 1] ?? '') + to.slice(end))?.[0];
    if (target === undefined) return refuse('no-path', to);
    if (target.path === place.path) continue;
    const written = writeParts(place, target);
    if ('kind' in written) return written;
    edits.push(...written);
    emptied.push(place.path);
    // Parts that the value has not would stay beside it.
    if (target.node?.hasChildren) cleared.push(target.path);
  }
  return {
    kind: 'planned',
    passes: [
      { edits: [], emptied: cleared },
      { edits, emptied },
    ],
  };
}

/** A value with parts keeps them: each goes to the same part of the new place, where that is of the same kind. */
function writeParts(place: Place, target: Place): Edit[] | StepRefusal {
  const leaves = leavesOf(place);
  if (leaves.some(({ text }) => isLossy(text ?? ''))) return refuse('lost-character', place.path);
  if (!place.node?.hasChildren) return [{ path: target.path, text: textAt(place) }];
  if (depthOf(place.path) === null || depthOf(place.path) !== depthOf(target.path)) return refuse('parts', place.path);
  return leaves.map(({ path, text }) => ({
    path: target.path + path.slice(place.path.length),
    text: text ?? '',
  }));
}

/** Field, repetition, component: how far down an address of HL7 v2 leads. Null where parts have names: they mean nothing elsewhere. */
function depthOf(path: string): number | null {
  const below = /^[^/.]*(?:\/[^/.]*)?-\d+(\[\d+\])?((?:\.\d+)*)$/.exec(path);
  return below === null ? null : (below[1] === undefined ? 0 : 1) + (below[2]?.split('.').length ?? 1) - 1;
}

function isLossy(text: string): boolean {
  return text.includes('\ufffd');
}

function planned(edits: Edit[], emptied: string[] = []): PlannedStep {
  return { kind: 'planned', passes: [{ edits, emptied }] };
}

function refuse(reason: StepRefusal['reason'], path: string): StepRefusal {
  return { kind: 'refused', reason, path };
}
