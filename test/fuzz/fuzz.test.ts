import { describe, it } from 'vitest';
import { checkBody } from './check-body.ts';
import { createChance, mutate } from './mutate.ts';
import { readSeedBodies } from './seed-bodies.ts';

/** The short form of `npm run fuzz`: always the same seeds, so that a failure is one for everybody. */
/** Whole messages are read hundreds of times while other tests take the processors too. */
const limit = { timeout: 120_000 };

describe('any bytes', limit, () => {
  const { bodies } = readSeedBodies();

  it('are read without an exception, kept by no edit and spanned within their bounds when messages are damaged', () => {
    for (let seed = 1; seed <= 1500; seed += 1)
      checkBody(mutate(bodies, createChance(seed)), seed % 8 === 0 ? 'whole' : 'shallow');
  });

  it('are so wherever a message is cut off', () => {
    for (const body of bodies.filter((_, index) => index % 60 === 0)) {
      for (let end = 0; end <= Math.min(body.length, 1500); end += 1) checkBody(body.subarray(0, end), 'shallow');
    }
  });
});
