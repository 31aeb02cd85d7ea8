/** Above this many pairs only what is equal at both ends is matched: a table would cost more than a better match is worth. */
const maxPairs = 1_000_000;

/**
 * For each text of `after` the equal one of `before` in a longest common sequence; null = none. Texts of `before` keep their order and are
 * used once.
 */
export function matchInOrder(before: readonly string[], after: readonly string[]): (number | null)[] {
  const head = countEqual(before, after, 0, (index) => [index, index]);
  const tail = countEqual(before, after, head, (index) => [before.length - 1 - index, after.length - 1 - index]);
  const middle = longestCommon(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...Array.from({ length: head }, (_, index) => index),
    ...middle.map((index) => (index === null ? null : index + head)),
    ...Array.from({ length: tail }, (_, index) => before.length - tail + index),
  ];
}

function countEqual(
  before: readonly string[],
  after: readonly string[],
  alreadyUsed: number,
  at: (index: number) => [number, number],
): number {
  const limit = Math.min(before.length, after.length) - alreadyUsed;
  let count = 0;
  while (count < limit) {
    const [oldIndex, newIndex] = at(count);
    if (before[oldIndex] !== after[newIndex]) break;
    count += 1;
  }
  return count;
}

/** For each new line the old line it equals, in a longest common sequence; null = none. */
function longestCommon(before: readonly string[], after: readonly string[]): (number | null)[] {
  const matched: (number | null)[] = after.map(() => null);
  if (before.length * after.length > maxPairs) return matched;
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const isSame = before[i] === after[j];
      lengths[i * width + j] = isSame ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) {
      matched[j] = i;
      i += 1;
      j += 1;
    } else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return matched;
}
