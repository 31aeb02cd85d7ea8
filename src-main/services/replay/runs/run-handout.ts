import type { RunItem } from '../../../../src-shared/domain/replay-run.ts';

/**
 * Where a message goes, and how many may be out there at once: when there are `most`, none is handed out until no more than `least` are, so that
 * what goes out goes together.
 */
export type Widths = { placeOf(item: RunItem): string; roomOf(place: string): { most: number; least: number } };

/** Messages looked at beyond the first that waits: so far others may go before one whose chain is in the air. */
const mostAhead = 500;

/**
 * Hands out the messages of a run in their order, as many at once as the connections carry, never two of one chain, and none of a chain before
 * those that stand before it.
 * @method next null = every message was handed out; *busy* = none may go until one that is out has returned or is settled
 */
export function createHandout(source: AsyncIterator<RunItem>, { placeOf, roomOf }: Widths) {
  const ahead: RunItem[] = [];
  const chainsOut = new Set<number>();
  const outAt = new Map<string, { count: number; isFull: boolean }>();
  let isRead = false;

  function at(place: string): { count: number; isFull: boolean } {
    const known = outAt.get(place) ?? { count: 0, isFull: false };
    outAt.set(place, known);
    return known;
  }

  function change(place: string, by: 1 | -1): void {
    const out = at(place);
    const { most, least } = roomOf(place);
    out.count += by;
    out.isFull = out.count >= most || (out.isFull && out.count > least);
  }

  async function fill(): Promise<void> {
    while (!isRead && ahead.length < mostAhead) {
      const next = await source.next();
      if (next.done === true) isRead = true;
      else ahead.push(next.value);
    }
  }

  function firstFree(): number {
    const passed = new Set<number>();
    return ahead.findIndex((item) => {
      if (!at(placeOf(item)).isFull && !chainsOut.has(item.chain) && !passed.has(item.chain)) return true;
      passed.add(item.chain);
      return false;
    });
  }

  return {
    async next(): Promise<RunItem | 'busy' | null> {
      await fill();
      if (ahead.length === 0) return null;
      const first = firstFree();
      const item = ahead[first];
      if (item === undefined) return 'busy';
      ahead.splice(first, 1);
      chainsOut.add(item.chain);
      change(placeOf(item), 1);
      return item;
    },
    /** Nothing of this chain goes until it is told so. */
    hold({ chain }: Pick<RunItem, 'chain'>): void {
      chainsOut.add(chain);
    },
    /** What comes after it in its chain may go. */
    settled({ chain }: Pick<RunItem, 'chain'>): void {
      chainsOut.delete(chain);
    },
    /** Its connection is free. */
    returned(item: RunItem): void {
      change(placeOf(item), -1);
    },
  };
}
