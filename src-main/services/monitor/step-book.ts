import type { ChannelGap, Sample } from '../../store/history-store.ts';

/** What one look at a channel adds: deltas since the look before, for the time from `from` to `at` (ms UTC), all of it watched. */
export type Look = Omit<Sample, 'watchedMs' | 'queuedMost' | 'countedAt'> & { from: number };

const stepMs = 10_000;
/** What the disk would not take is kept to be tried again; beyond that the oldest is lost, and shows as a gap. */
const mostKept = 50_000;

/**
 * The steps that are still going on, held in memory until they are over: one write for each of them, and a kill takes away no more than these.
 * @method takeClosed steps that were over at `at`, and gaps; what cannot be written is given back by `giveBack`
 * @method takeAll those still going on too
 * @method open what is not taken yet of one channel, oldest first
 */
export function createStepBook() {
  const openByChannel = new Map<string, Map<number, Sample>>();
  let closed: Sample[] = [];
  let gaps: ChannelGap[] = [];

  function add({ from, ...look }: Look): void {
    // A look on the edge tells of the step before.
    const last = startOf(Math.max(from, look.at - 1));
    const first = Math.max(startOf(from), last - 9 * stepMs);
    for (let start = first; start <= last; start += stepMs) {
      const watchedMs = Math.max(0, Math.min(look.at, start + stepMs) - Math.max(from, start));
      const seen = { ...look, queuedMost: look.queued, countedAt: look.at, watchedMs };
      const isNow = start === last;
      addToStep(start, isNow ? seen : { ...seen, ...nothing });
    }
  }

  function addToStep(start: number, sample: Sample): void {
    const key = `${sample.connectionId}/${sample.channelId}`;
    const steps = openByChannel.get(key) ?? new Map<number, Sample>();
    openByChannel.set(key, steps);
    const before = steps.get(start);
    steps.set(start, before === undefined ? { ...sample, at: start } : merged(before, sample));
  }

  function takeWhere(isWanted: (start: number) => boolean) {
    for (const [key, steps] of openByChannel) {
      for (const [start, sample] of steps) {
        if (!isWanted(start)) continue;
        closed.push(sample);
        steps.delete(start);
      }
      if (steps.size === 0) openByChannel.delete(key);
    }
    const taken = { samples: closed, gaps };
    [closed, gaps] = [[], []];
    return taken;
  }

  return {
    add,
    addGap: (gap: ChannelGap): void => void gaps.push(gap),
    // A step that lies ahead was begun before the clock was set back: nothing more comes to it.
    takeClosed: (at: number) => takeWhere((start) => start !== startOf(at)),
    takeAll: () => takeWhere(() => true),
    giveBack: (taken: { samples: Sample[]; gaps: ChannelGap[] }): void => {
      closed = [...taken.samples, ...closed].slice(-mostKept);
      gaps = [...taken.gaps, ...gaps].slice(-mostKept);
    },
    open: (connectionId: string, channelId: string): Sample[] => [
      ...closed.filter((sample) => sample.connectionId === connectionId && sample.channelId === channelId),
      ...(openByChannel.get(`${connectionId}/${channelId}`)?.values() ?? []),
    ],
  };
}

const nothing = { received: 0, sent: 0, errored: 0, filtered: 0 };

function merged(before: Sample, next: Sample): Sample {
  return {
    ...before,
    received: before.received + next.received,
    sent: before.sent + next.sent,
    errored: before.errored + next.errored,
    filtered: before.filtered + next.filtered,
    queued: next.queued,
    queuedMost: Math.max(before.queuedMost, next.queuedMost),
    oldestMs: next.oldestMs === null ? before.oldestMs : Math.max(before.oldestMs ?? 0, next.oldestMs),
    watchedMs: Math.min(stepMs, before.watchedMs + next.watchedMs),
    counters: next.counters,
    countedAt: next.countedAt,
  };
}

function startOf(at: number): number {
  return Math.floor(at / stepMs) * stepMs;
}
