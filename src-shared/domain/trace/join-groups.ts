/**
 * Groups of places 0 to `count` that pairs join, each group and all of them in ascending order; a place that no pair names is a group of its own.
 */
export function joinGroups(count: number, pairs: Iterable<readonly [number, number]>): number[][] {
  const root = Array.from({ length: count }, (_, place) => place);
  const find = (place: number): number => {
    let at = place;
    while (root[at] !== undefined && root[at] !== at) at = root[at] ?? at;
    return at;
  };
  for (const [one, other] of pairs) {
    const [first, second] = [find(one), find(other)];
    root[Math.max(first, second)] = Math.min(first, second);
  }
  return [...Map.groupBy(root.keys(), find).values()];
}
