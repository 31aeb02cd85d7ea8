import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Orderable, orderReplay } from './replay-order.ts';

const one = (at: number, more: Partial<Orderable> = {}): Orderable => ({ at, isUrgent: false, keys: [], ...more });

describe('the order of a replay', () => {
  it('takes urgent messages first, then the oldest', () => {
    expect(orderReplay([one(3), one(1), one(9, { isUrgent: true }), one(2)]).order).toEqual([2, 1, 3, 0]);
  });

  it('keeps what comes before an urgent message of the same patient before it', () => {
    const keys = ['p1'];
    const messages = [one(5), one(2, { keys }), one(4, { keys, isUrgent: true }), one(6, { keys })];
    expect(orderReplay(messages).order).toEqual([1, 2, 0, 3]);
  });

  it('ties messages that share no key of their own by those in between', () => {
    const { chains } = orderReplay([
      one(1, { keys: ['p1'] }),
      one(2, { keys: ['p2'] }),
      one(3, { keys: ['p1', 'p2'] }),
    ]);
    expect(chains).toEqual([0, 0, 0]);
  });

  it('leaves equal times as they stand', () => {
    expect(orderReplay([one(1), one(1), one(1)]).order).toEqual([0, 1, 2]);
  });

  it('never takes a message before an older one it shares a key with', () => {
    const message = fc.record({
      at: fc.integer({ min: 0, max: 20 }),
      isUrgent: fc.boolean(),
      keys: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (messages) => {
        const { order, chains } = orderReplay(messages);
        expect([...order].sort((a, b) => a - b)).toEqual(messages.map((_, index) => index));
        for (const [place, index] of order.entries())
          for (const later of order.slice(place + 1)) {
            const [a, b] = [messages[index]!, messages[later]!];
            if (a.keys.some((key) => b.keys.includes(key))) {
              expect(chains[index]).toBe(chains[later]);
              expect(a.at).toBeLessThanOrEqual(b.at);
            }
          }
      }),
    );
  });

  it('never lets a message wait for one that is neither urgent nor tied to an urgent one', () => {
    const message = fc.record({ at: fc.integer({ min: 0, max: 20 }), isUrgent: fc.boolean() });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (loose) => {
        const messages = loose.map((each) => ({ ...each, keys: [] }));
        const urgent = orderReplay(messages).order.map((index) => messages[index]!.isUrgent);
        expect(urgent).toEqual([...urgent].sort((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});
