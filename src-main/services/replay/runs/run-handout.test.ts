import { describe, expect, it } from 'vitest';
import type { RunItem } from '../../../../src-shared/domain/replay-run.ts';
import { createHandout } from './run-handout.ts';

const item = (ordinal: number, chain: number, connectionId = 'c1') => ({ ordinal, chain, connectionId }) as RunItem;

function handoutOf(items: RunItem[], width: number) {
  const source = (async function* () {
    yield* items;
  })();
  return createHandout(source, {
    placeOf: ({ connectionId }) => connectionId,
    roomOf: () => ({ most: width, least: width - 1 }),
  });
}

/** Places handed out until none may go, in order. */
async function takeAll(handout: ReturnType<typeof handoutOf>): Promise<RunItem[]> {
  const taken: RunItem[] = [];
  for (let next = await handout.next(); next !== null && next !== 'busy'; next = await handout.next()) taken.push(next);
  return taken;
}

const places = (items: readonly RunItem[]) => items.map(({ ordinal }) => ordinal);

describe('what a run hands out', () => {
  it('is as many at once as the connection carries', async () => {
    const handout = handoutOf([item(1, 1), item(2, 2), item(3, 3)], 2);
    const [first, ...rest] = await takeAll(handout);
    expect(places([first!, ...rest])).toEqual([1, 2]);
    handout.returned(first!);
    expect(places(await takeAll(handout))).toEqual([3]);
  });

  it('is never two of one chain, and lets others go past those that wait for theirs', async () => {
    const handout = handoutOf([item(1, 1), item(2, 1), item(3, 2), item(4, 1)], 4);
    const taken = await takeAll(handout);
    expect(places(taken)).toEqual([1, 3]);
    handout.returned(taken[0]!);
    expect(await handout.next()).toBe('busy');
    handout.settled(taken[0]!);
    expect(places(await takeAll(handout))).toEqual([2]);
  });

  it('keeps a chain behind one of its messages that finds no room, although a later one would find it elsewhere', async () => {
    const handout = handoutOf([item(1, 1, 'full'), item(2, 2, 'full'), item(3, 2, 'empty')], 1);
    expect(places(await takeAll(handout))).toEqual([1]);
  });

  it('has come to its end when everything was handed out, done or not', async () => {
    const handout = handoutOf([item(1, 1)], 1);
    await handout.next();
    expect(await handout.next()).toBeNull();
  });

  it('is in order within every chain however many wait', async () => {
    const items = Array.from({ length: 2_000 }, (_, at) => item(at + 1, at % 7));
    const handout = handoutOf(items, 3);
    const order: RunItem[] = [];
    for (let out = await takeAll(handout); out.length > 0; out = await takeAll(handout)) {
      order.push(...out);
      for (const each of out) {
        handout.returned(each);
        handout.settled(each);
      }
    }
    expect(order).toHaveLength(2_000);
    for (let chain = 0; chain < 7; chain += 1) {
      const own = places(order.filter((each) => each.chain === chain));
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });
});
