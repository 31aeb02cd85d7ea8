/** Items of a long list that are here, by their place in it; of more than `max` those that came first go. */
export type Kept<T> = {
  /** Asked for and not answered yet. */
  asking: Set<number>;
  get(index: number): T | null;
  put(index: number, item: T): void;
  firstMissing(from: number, to: number): number | null;
};

export function createKept<T>(max: number, first: readonly T[] = []): Kept<T> {
  const items = new Map(first.map((item, index) => [index, item]));
  return {
    asking: new Set(),
    get: (index) => items.get(index) ?? null,
    put(index, item) {
      items.set(index, item);
      const [oldest] = items.keys();
      if (items.size > max && oldest !== undefined) items.delete(oldest);
    },
    firstMissing(from, to) {
      for (let index = from; index < to; index += 1) if (!items.has(index)) return index;
      return null;
    },
  };
}
