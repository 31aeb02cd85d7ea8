import { norwegianMoment } from '../../src-shared/domain/baseline/norwegian-days.ts';

/** A feed in a simulated year. `perHour` at an hour of the clock in Norway on such a day; what comes varies by chance, and whole days do too. */
export type SimulatedFeed = {
  seed: number;
  perHour(moment: ReturnType<typeof norwegianMoment>): number;
  /** Nothing comes from `from` to `to`, ms UTC. */
  outages?: readonly { from: number; to: number }[];
};

const dayMs = 86_400_000;

/** Messages in one step after another, the same for the same seed. */
export function simulateFeed(feed: SimulatedFeed, { from, to, stepMs }: { from: number; to: number; stepMs: number }) {
  const random = randomOf(feed.seed);
  const steps: { at: number; received: number }[] = [];
  let day = -1;
  let dayFactor = 1;
  for (let at = from; at < to; at += stepMs) {
    if (Math.floor(at / dayMs) !== day) {
      day = Math.floor(at / dayMs);
      dayFactor = Math.exp(0.12 * normal(random));
    }
    const expected = feed.perHour(norwegianMoment(at)) * dayFactor * (stepMs / 3_600_000);
    const came = poisson(expected, random);
    const isOut = feed.outages?.some((outage) => at >= outage.from && at < outage.to) ?? false;
    steps.push({ at, received: isOut ? 0 : came });
  }
  return steps;
}

/** mulberry32: small and even enough for tests. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(mean: number, random: () => number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
