import { describe, expect, it, vi } from 'vitest';
import { createStretchList } from './stretch-list.ts';
import type { Stretch } from './stretch-rows.ts';

type Row = { id: string; at: number; word?: string };

/** A world of rows, newest first, told in stretches of ten. */
function aWorld(count: number, { isCounted = true } = {}) {
  let rows: Row[] = Array.from({ length: count }, (_, index) => ({ id: `r${count - index}`, at: count - index }));
  const asked: Stretch[] = [];
  const stretchesFrom = (from: number, to: number): Stretch[] => {
    const within = rows.filter(({ at }) => at >= from && at <= to);
    return Array.from({ length: Math.ceil(within.length / 10) }, (_, index) => {
      const part = within.slice(index * 10, index * 10 + 10);
      return { from: part.at(-1)!.at, to: part[0]!.at, count: part.length };
    });
  };
  const list = createStretchList<Row>({
    idOf: ({ id }) => id,
    async measure(before) {
      const all = stretchesFrom(0, before ?? Number.MAX_SAFE_INTEGER);
      const items = all.slice(0, 20);
      return { items, nextBefore: all.length > 20 ? items.at(-1)!.from - 1 : null, isCounted };
    },
    measureNewer: async (than) => stretchesFrom(than + 1, Number.MAX_SAFE_INTEGER),
    async read(stretch) {
      asked.push(stretch);
      return { items: rows.filter(({ at }) => at >= stretch.from && at <= stretch.to), isWhole: true };
    },
  });
  return {
    list,
    asked,
    change(next: (rows: Row[]) => Row[]): void {
      rows = next(rows).sort((one, other) => other.at - one.at);
    },
    idsIn: (from: number, to: number): string[] => [...list.state().slice(from, to)],
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
async function opened(count: number, options?: { isCounted: boolean }) {
  const world = aWorld(count, options);
  world.list.start();
  world.list.state().look(0, 20);
  await vi.waitFor(() => expect(world.list.state().rowAt(0)).not.toBeNull());
  await settle();
  return world;
}

describe('a list in stretches', () => {
  it('knows its length, and reads only what is looked at', async () => {
    const { list, asked } = await opened(5000);
    expect(list.state().length).toBe(5000);
    expect(asked.length).toBeLessThan(12);
    expect(list.state().rowAt(2500)).toBeNull();
  });

  it('has any row by its place', async () => {
    const { list, idsIn } = await opened(5000);
    await list.state().read(2495, 2500);
    expect(idsIn(2495, 2498)).toEqual(['r2505', 'r2504', 'r2503']);
    expect(list.state().indexOf('r2503')).toBe(2497);
  });

  it('lets go of what was scrolled past, but not of pinned rows', async () => {
    const { list } = await opened(5000);
    list.pin(new Set(['r5000']));
    for (let place = 0; place < 4000; place += 20) {
      list.state().look(place, place + 20);
      await vi.waitFor(() => expect(list.state().rowAt(place + 10)).not.toBeNull());
    }
    const kept = Array.from({ length: 5000 }, (_, place) => list.state().rowAt(place)).filter((row) => row !== null);
    expect(kept.length).toBeLessThan(300);
    expect(list.state().indexOf('r5000')).toBe(0);
    expect(list.state().indexOf('r4900')).toBe(-1);
  });

  it('shows new rows at once while nobody reads', async () => {
    const { list, change, idsIn } = await opened(100);
    change((rows) => [...rows, { id: 'new', at: 101 }]);
    await list.refresh();
    expect(list.state().length).toBe(101);
    expect(idsIn(0, 2)).toEqual(['new', 'r100']);
  });

  it('keeps rows in their places while it is held, and tells how many wait until they are let in', async () => {
    const { list, change, idsIn } = await opened(100);
    list.hold(true);
    change((rows) => [...rows, { id: 'new', at: 101 }, { id: 'late', at: 95.5 }]);
    await list.refresh();
    await vi.waitFor(() => expect(list.state().waiting).toBe(2));
    expect(idsIn(0, 7)).toEqual(['r100', 'r99', 'r98', 'r97', 'r96', 'r95', 'r94']);
    await list.release();
    await vi.waitFor(() => expect(list.state().waiting).toBe(0));
    expect(idsIn(0, 7)).toEqual(['new', 'r100', 'r99', 'r98', 'r97', 'r96', 'late']);
  });

  it('shows what has changed of a row, and lets a row leave that is gone', async () => {
    const { list, change, idsIn } = await opened(100);
    list.hold(true);
    change((rows) => rows.filter(({ id }) => id !== 'r99').map((row) => ({ ...row, word: 'sent' })));
    await list.refresh();
    await vi.waitFor(() => expect(list.state().rowAt(0)?.word).toBe('sent'));
    expect(idsIn(0, 2)).toEqual(['r100', 'r98']);
    expect([list.isGone('r99'), list.isGone('r98')]).toEqual([true, false]);
    expect(list.state().length).toBe(99);
  });

  it('asks for more of a search only as it is looked at', async () => {
    const { list } = await opened(5000, { isCounted: false });
    expect(list.state().length).toBe(200);
    list.state().look(150, 170);
    await vi.waitFor(() => expect(list.state().length).toBe(400));
  });

  it('grows without a new stretch for each new row', async () => {
    const { list, change } = await opened(3);
    for (let at = 4; at < 60; at += 1) {
      change((rows) => [...rows, { id: `r${at}`, at }]);
      await list.refresh();
    }
    expect(list.state().length).toBe(59);
    expect(list.state().indexOf('r1')).toBe(58);
  });

  it('is empty where there is nothing', async () => {
    const { list } = aWorld(0);
    list.start();
    await vi.waitFor(() => expect(list.state().isReady).toBe(true));
    expect([list.state().length, list.state().isGrowing]).toEqual([0, false]);
  });
});

describe('a list that cannot be asked', () => {
  it('tells the error and asks again when a person wants it', async () => {
    let isUp = false;
    const list = createStretchList<Row>({
      idOf: ({ id }) => id,
      async measure() {
        if (!isUp) throw new Error('down');
        return { items: [{ from: 1, to: 1, count: 1 }], nextBefore: null, isCounted: true };
      },
      measureNewer: async () => [],
      read: async () => ({ items: [{ id: 'a', at: 1 }], isWhole: true }),
    });
    list.start();
    await vi.waitFor(() => expect(list.state().error).toEqual(new Error('down')));
    isUp = true;
    list.retry();
    await vi.waitFor(() => expect(list.state().length).toBe(1));
    expect(list.state().error).toBeNull();
  });
});
