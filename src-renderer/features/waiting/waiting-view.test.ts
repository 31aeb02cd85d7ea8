import { describe, expect, it } from 'vitest';
import { untilNextTry } from './waiting-view.ts';

describe('untilNextTry', () => {
  it('counts down to the try that was told', () => {
    expect(untilNextTry({ nextTryAt: 10_000, retryEveryMs: 5_000 }, 7_000)).toBe(3_000);
  });

  it('goes on in the rhythm of the queue when that try has passed', () => {
    expect(untilNextTry({ nextTryAt: 10_000, retryEveryMs: 5_000 }, 21_000)).toBe(4_000);
  });

  it('is not known without a rhythm', () => {
    expect(untilNextTry({ nextTryAt: null, retryEveryMs: 5_000 }, 0)).toBeNull();
    expect(untilNextTry({ nextTryAt: 1, retryEveryMs: 0 }, 5)).toBeNull();
  });
});
