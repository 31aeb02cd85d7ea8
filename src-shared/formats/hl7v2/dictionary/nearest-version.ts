/** Where a message does not say its version, or not one that can be read. */
const usualVersion = '2.5.1';

/**
 * The version to read a message by: its own, else the nearest lower one, else the lowest.
 * @param stated MSH-12 as written (`2.5.1`, `2.3^NOR`); empty or unreadable = 2.5.1
 * @param known in rising order, not empty
 */
export function nearestVersion(stated: string, known: readonly string[]): string {
  const [asked] = /^\d+(?:\.\d+){0,3}/.exec(stated.trim()) ?? [usualVersion];
  return known.findLast((version) => compareVersions(version, asked) <= 0) ?? known[0] ?? usualVersion;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
