import { describe, expect, it } from 'vitest';
import { DestinationQueue } from './destination-queue.ts';

/** A queue whose attempts are answered from a list, and a promise for when nothing waits any more. */
function aQueue(outcomes: ('done' | 'retry' | 'fails')[], waiting: number[]) {
  const attempted: number[] = [];
  let finish: () => void = () => undefined;
  const emptied = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const queue = new DestinationQueue(
    {
      retryIntervalMs: 1,
      attempt: async (messageId) => {
        attempted.push(messageId);
        const outcome = outcomes.shift() ?? 'done';
        if (outcome === 'fails') throw new RangeError('disk full');
        if (outcome === 'done' && queue.length === 1) finish();
        return outcome;
      },
    },
    waiting,
  );
  return { queue, attempted, emptied };
}

describe('DestinationQueue', () => {
  it('holds everything back behind a head that must be tried again', async () => {
    const { queue, attempted, emptied } = aQueue(['retry', 'retry', 'done', 'done'], [2, 1]);
    queue.start();
    await emptied;
    await queue.stop();
    expect(attempted).toEqual([1, 1, 1, 2]);
    expect(queue.length).toBe(0);
  });

  it('tries again after an attempt that failed of itself', async () => {
    const { queue, attempted, emptied } = aQueue(['fails', 'done'], [7]);
    queue.start();
    await emptied;
    await queue.stop();
    expect(attempted).toEqual([7, 7]);
  });

  it('sends what is added while it waits for work', async () => {
    const { queue, attempted, emptied } = aQueue([], []);
    queue.start();
    queue.add(3);
    await emptied;
    await queue.stop();
    expect(attempted).toEqual([3]);
  });

  it('keeps what waits when it is stopped before it was started', async () => {
    const { queue, attempted } = aQueue([], [1]);
    await queue.stop();
    expect(attempted).toEqual([]);
    expect(queue.length).toBe(1);
  });
});
