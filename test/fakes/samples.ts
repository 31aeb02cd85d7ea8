import type { Sample } from '../../src-main/store/history-store.ts';

/** One step of channel `a`, watched to its end. */
export function aSample(overrides: Partial<Sample> = {}): Sample {
  const { at = 0, queued = 0 } = overrides;
  return {
    connectionId: 'c1',
    channelId: 'a',
    at,
    received: 1,
    sent: 0,
    errored: 0,
    filtered: 0,
    queued,
    queuedMost: queued,
    oldestMs: null,
    watchedMs: 10_000,
    counters: { received: 1, sent: 0, errored: 0, filtered: 0 },
    countedAt: at,
    ...overrides,
  };
}
