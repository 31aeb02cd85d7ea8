import { describe, expect, it } from 'vitest';
import type { Client } from '../../../bridge/client.ts';
import { filterOf, wholeList } from '../failure-filter.ts';
import { type OrderNews, orderedStretches } from './ordered-stretches.ts';

const filter = filterOf(wholeList, 1_000_000);
const kinds = ['timeout', 'capacity'] as const;

/** A core that answers from these, and keeps what it was asked. */
function coreOf(answers: Record<string, (input: never) => unknown>) {
  const asked: { name: string; input: Record<string, unknown> }[] = [];
  const call = async (name: string, input: Record<string, unknown>) => {
    asked.push({ name, input });
    return answers[name]?.(input as never);
  };
  return { client: { call } as unknown as Client, asked };
}

const tooLong = { 'failures.order': () => ({ orderId: null, total: 60_000, orderedAt: 5 }) };

describe('a list sorted by a column', () => {
  it('is read by the places of the order that the core made', async () => {
    const { client, asked } = coreOf({
      'failures.order': () => ({ orderId: 'o1', total: 450, orderedAt: 5 }),
      'failures.ordered': () => ({ items: [] }),
    });
    const news: OrderNews[] = [];
    const list = orderedStretches(client, filter, { by: 'size', isDescending: true, kinds }, (each) => news.push(each));
    const { items, nextBefore } = await list.measure(null);
    expect(items.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 199, 200],
      [200, 399, 200],
      [400, 449, 50],
    ]);
    expect(nextBefore).toBeNull();
    await list.read(items[1]!);
    expect(asked.at(-1)).toEqual({ name: 'failures.ordered', input: { orderId: 'o1', from: 200, to: 399 } });
    expect(news.map(({ kind }) => kind)).toEqual(['sorting', 'sorted']);
  });

  it('keeps its natural order and says so when it is too long for that column', async () => {
    const { client } = coreOf({
      ...tooLong,
      'failures.stretches': () => ({ items: [{ from: 1, to: 9, count: 3 }], nextBefore: null, isCounted: true }),
    });
    const news: OrderNews[] = [];
    const list = orderedStretches(client, filter, { by: 'size', isDescending: true, kinds }, (each) => news.push(each));
    expect((await list.measure(null)).items).toEqual([{ from: 1, to: 9, count: 3 }]);
    expect(news.at(-1)).toEqual({ kind: 'tooMany', total: 60_000 });
  });

  it('stands channel after channel where it is too long, each newest first', async () => {
    const { client, asked } = coreOf({
      ...tooLong,
      'failures.facets': () => ({
        channels: ['Lab 10', 'Ål', 'Lab 9'].map((channelName) => ({
          connectionId: 'c1',
          channelId: channelName,
          channelName,
          count: 20_000,
        })),
        kinds: [],
        isWhole: true,
      }),
      'failures.stretches': () => ({ items: [{ from: 1, to: 9, count: 20_000 }], nextBefore: null, isCounted: true }),
      'failures.stretch': () => ({ items: [], isWhole: true }),
    });
    const list = orderedStretches(client, filter, { by: 'channel', isDescending: false, kinds }, () => undefined);
    const stretches = [];
    let before: number | null = null;
    do {
      const answer: Awaited<ReturnType<typeof list.measure>> = await list.measure(before);
      stretches.push(...answer.items);
      before = answer.nextBefore;
    } while (before !== null);
    for (const stretch of stretches) await list.read(stretch);
    const read = asked.filter(({ name }) => name === 'failures.stretch');
    expect(read.map(({ input }) => (input.filter as typeof filter).channelId)).toEqual(['Lab 9', 'Lab 10', 'Ål']);
  });

  it('stands oldest first in time, whole and turned about', async () => {
    const { client } = coreOf({
      ...tooLong,
      'failures.stretches': ({ before }: { before: number | null }) =>
        before === null
          ? { items: [{ from: 6, to: 9, count: 2 }], nextBefore: 5, isCounted: true }
          : { items: [{ from: 1, to: 5, count: 1 }], nextBefore: null, isCounted: true },
      'failures.stretch': () => ({ items: ['newer', 'older'], isWhole: true }),
    });
    const list = orderedStretches(client, filter, { by: 'time', isDescending: false, kinds }, () => undefined);
    const { items, nextBefore } = await list.measure(null);
    expect(items.map(({ from, to }) => [from, to])).toEqual([
      [1, 5],
      [6, 9],
    ]);
    expect(nextBefore).toBeNull();
    expect((await list.read(items[1]!)).items).toEqual(['older', 'newer']);
  });

  it('is not cut into channels that were not all counted', async () => {
    const { client } = coreOf({
      ...tooLong,
      'failures.facets': () => ({ channels: [], kinds: [], isWhole: false }),
      'failures.stretches': () => ({ items: [], nextBefore: null, isCounted: false }),
    });
    const news: OrderNews[] = [];
    const ordering = { by: 'channel' as const, isDescending: false, kinds };
    await orderedStretches(client, filter, ordering, (each) => news.push(each)).measure(null);
    expect(news.at(-1)?.kind).toBe('tooMany');
  });
});
