import type { StepCondition } from '../../../domain/edit-step.ts';
import type { FindPlaces, Place } from '../../format.ts';
import { isFilled, textAt } from './step-values.ts';

export type Conditions = { kind: 'conditions'; hold(place: Place): boolean } | { kind: 'no-path'; path: string };

type Given = { find: FindPlaces; onRead: (place: Place) => void };

/**
 * Whether a step is to be done at a place. @param own path of the step, whose `[*]` the conditions may share
 */
export function createConditions(own: string, when: readonly StepCondition[], given: Given): Conditions {
  const wrong = when.find(({ path }) => given.find(path) === null);
  if (wrong !== undefined) return { kind: 'no-path', path: wrong.path };
  const tests = when.map((condition) => createTest(own, condition, given));
  return { kind: 'conditions', hold: (place) => tests.every((test) => test(place)) };
}

function createTest(own: string, condition: StepCondition, { find, onRead }: Given): (place: Place) => boolean {
  const { count, end } = sharedStart(own, condition.path);
  const known = new Map<string, boolean>();
  return ({ bound }) => {
    const path = (bound[count - 1] ?? '') + condition.path.slice(end);
    const judged = known.get(path);
    if (judged !== undefined) return judged;
    const places = find(path) ?? [];
    for (const place of places) onRead(place);
    const holds = judge(condition, places);
    known.set(path, holds);
    return holds;
  };
}

/** How many `[*]` both begin with, and where the last of them ends. */
export function sharedStart(own: string, other: string): { count: number; end: number } {
  let [count, end] = [0, 0];
  for (const { index } of other.matchAll(/\*/g)) {
    // With its bracket, or the slash behind the number of a message.
    const next = index + 2;
    if (own.slice(0, next) !== other.slice(0, next)) break;
    [count, end] = [count + 1, next];
  }
  return { count, end };
}

function judge({ is, text }: StepCondition, places: readonly Place[]): boolean {
  const isEqual = (place: Place) => textAt(place) === text && isFilled(place) === (text !== '');
  switch (is) {
    case 'equal':
      return places.some(isEqual);
    case 'not-equal':
      return !places.some(isEqual);
    case 'contains':
      return places.some((place) => isFilled(place) && textAt(place).includes(text));
    case 'empty':
      return !places.some(isFilled);
    case 'not-empty':
      return places.some(isFilled);
  }
}
