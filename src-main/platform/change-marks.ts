/**
 * Tells whether something may have changed since it was read, without reading it again.
 * @method around marks these places before and after a write, so that who read in between, or has read before and looks now, finds it changed
 * @method stampOf taken before reading; as long as another one is equal, none of these places was written since
 */
export type ChangeMarks = {
  around<T>(places: Iterable<string>, write: Promise<T>): Promise<T>;
  touchAll(): void;
  stampOf(places: readonly string[]): number;
};

/** Places share counters: one that stands beside a busy one looks changed more often, never less. */
const counterCount = 4096;

export function createChangeMarks(): ChangeMarks {
  const counters = new Float64Array(counterCount);
  let everywhere = 0;
  const touch = (indexes: number[]) => {
    for (const index of indexes) counters[index] = (counters[index] ?? 0) + 1;
  };
  return {
    async around(places, write) {
      const indexes = [...new Set(places)].map(indexOf);
      touch(indexes);
      try {
        return await write;
      } finally {
        touch(indexes); // also after a failure: it may have been written all the same
      }
    },
    touchAll() {
      everywhere += 1;
    },
    // Counters only grow, so that a sum is equal only where each of them is.
    stampOf: (places) => places.reduce((sum, place) => sum + (counters[indexOf(place)] ?? 0), everywhere),
  };
}

/** FNV-1a, 32 bits, folded. */
function indexOf(place: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < place.length; at += 1) hash = Math.imul(hash ^ place.charCodeAt(at), 0x01000193);
  return ((hash >>> 12) ^ hash) & (counterCount - 1);
}
