import { matchInOrder } from '../../../src-shared/formats/shared/match-in-order.ts';

/**
 * Which old line each new line is: the same one, or the one it was changed from. Null = the line is new.
 * Old lines keep their order and are used once.
 */
export function alignLines(before: string[], after: string[]): (number | null)[] {
  return fillGaps(matchInOrder(before, after), before.length);
}

/** Between two matches the lines left over on both sides are taken in order as changed from each other. */
function fillGaps(matched: (number | null)[], oldCount: number): (number | null)[] {
  const limits: number[] = [];
  let limit = oldCount;
  for (let index = matched.length - 1; index >= 0; index -= 1) {
    limit = matched[index] ?? limit;
    limits[index] = limit;
  }
  let nextOld = 0;
  return matched.map((match, index) => {
    const old = match ?? (nextOld < (limits[index] ?? 0) ? nextOld : null);
    if (old !== null) nextOld = old + 1;
    return old;
  });
}
