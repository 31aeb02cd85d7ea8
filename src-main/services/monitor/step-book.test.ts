import { describe, expect, it } from 'vitest';
import { createStepBook, type Look } from './step-book.ts';

function aLook(overrides: Partial<Look> = {}): Look {
  const { at = 5000 } = overrides;
  return {
    connectionId: 'c1',
    channelId: 'a',
    from: at - 5000,
    at,
    received: 1,
    sent: 0,
    errored: 0,
    filtered: 0,
    queued: 0,
    oldestMs: null,
    counters: { received: 1, sent: 0, errored: 0, filtered: 0 },
    ...overrides,
  };
}

describe('the book of steps', () => {
  it('holds a step until it is over', () => {
    const book = createStepBook();
    book.add(aLook({ queued: 7 }));
    book.add(aLook({ at: 9000, from: 5000, queued: 2 }));
    expect(book.takeClosed(9000).samples).toEqual([]);
    expect(book.open('c1', 'a')).toMatchObject([{ received: 2 }]);
    expect(book.takeClosed(10_000).samples).toMatchObject([
      { at: 0, received: 2, queued: 2, queuedMost: 7, watchedMs: 9000, countedAt: 9000 },
    ]);
    expect(book.takeAll().samples).toEqual([]);
  });

  it('shares the time watched out among the steps between two looks, and counts in the last', () => {
    const book = createStepBook();
    book.add(aLook({ from: 8000, at: 31_000 }));
    const { samples } = book.takeAll();
    expect(samples.map(({ at, watchedMs, received }) => [at, watchedMs, received])).toEqual([
      [0, 2000, 0],
      [10_000, 10_000, 0],
      [20_000, 10_000, 0],
      [30_000, 1000, 1],
    ]);
  });

  it('closes a step that lies ahead after the clock was set back', () => {
    const book = createStepBook();
    book.add(aLook({ at: 900_000 }));
    book.add(aLook({ at: 5000 }));
    expect(book.takeClosed(5000).samples).toMatchObject([{ at: 890_000 }, { at: 0 }].slice(0, 1));
  });

  it('keeps what the disk did not take', () => {
    const book = createStepBook();
    book.add(aLook());
    book.giveBack(book.takeAll());
    expect(book.open('c1', 'a')).toHaveLength(1);
    expect(book.takeClosed(5000).samples).toHaveLength(1);
  });
});
