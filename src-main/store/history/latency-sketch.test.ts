import { describe, expect, it } from 'vitest';
import { normal, randomOf } from '../../../test/fakes/simulated-feed.ts';
import { addPacked, addTime, newSketch, packSketch, quantilesOf } from './latency-sketch.ts';

const random = randomOf(11);
const distributions: Record<string, () => number> = {
  even: () => 5 + random() * 5000,
  'exponential with a mean of 400 ms': () => -400 * Math.log(1 - random()),
  'log-normal around 200 ms': () => Math.exp(Math.log(200) + 1.1 * normal(random)),
  'with a long tail (Pareto)': () => 30 / (1 - random()) ** (1 / 1.3),
  'of two humps, 40 ms and 30 s': () => (random() < 0.93 ? 40 + 6 * normal(random) : 30_000 + 900 * normal(random)),
};

describe.each(Object.entries(distributions))('percentiles of times that are %s', (_name, draw) => {
  const times = Array.from({ length: 20_000 }, () => Math.max(1, Math.round(draw())));
  const sorted = times.toSorted((a, b) => a - b);
  const exact = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

  it('are within 2 % of exact, also when 50 pieces were stored and merged', () => {
    const merged = newSketch();
    for (let piece = 0; piece < 50; piece += 1) {
      const part = newSketch();
      for (const time of times.slice(piece * 400, piece * 400 + 400)) addTime(part, time);
      addPacked(merged, packSketch(part), part.mostMs);
    }
    const told = quantilesOf(merged);
    expect(told).toMatchObject({ count: 20_000, max: exact(1) });
    for (const [share, value] of [
      [0.5, told?.p50],
      [0.95, told?.p95],
      [0.99, told?.p99],
    ] as const) {
      // Whole milliseconds: half of one is no error of the histogram.
      expect(Math.abs((value ?? 0) - exact(share))).toBeLessThanOrEqual(Math.max(0.5, exact(share) * 0.02));
    }
  });
});

describe('a histogram of times', () => {
  it('is empty until something is added', () => {
    expect(quantilesOf(newSketch())).toBeNull();
    expect(packSketch(newSketch())).toHaveLength(0);
  });

  it('takes no time at all for a millisecond, and tells one time as it is', () => {
    const sketch = newSketch();
    addTime(sketch, 0);
    addTime(sketch, 86_400_000);
    expect(quantilesOf(sketch)).toMatchObject({ count: 2, max: 86_400_000 });
    expect(packSketch(sketch).length).toBeLessThan(8);
  });
});
