import type { MeasuredChannel } from '../../../src-shared/domain/alerts/measured.ts';
import { type Baseline, baselineStepMs, learnBaseline } from '../../../src-shared/domain/baseline/baseline.ts';
import { judgeVolume, type RecentStep, type VolumeVerdict } from '../../../src-shared/domain/baseline/judge-volume.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { HistoryStore } from '../../store/history-store.ts';

export type VolumeKeeperDeps = { history: Pick<HistoryStore, 'quarters'>; clock: Pick<Clock, 'now'>; logger: Logger };

type Place = Pick<MeasuredChannel, 'connectionId' | 'channelId'>;
/** `quarters` of the last day, oldest first. Times null = never. `judged`: what was said of the minute that began at `minuteAt`. */
type Followed = {
  place: Place;
  baseline: Baseline | null;
  learnedAt: number | null;
  quarters: readonly RecentStep[];
  readAt: number | null;
  judged: { minuteAt: number; verdict: VolumeVerdict } | null;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const learnedFromMs = 90 * dayMs;
/** One takes some 16 ms: what hundreds of channels have learned is there within minutes, and rules wait for none of it. */
const learnedPerRound = 10;

/** What is usual for each channel, learned anew every day, and what came lately against it. */
export function createVolumeKeeper({ history, clock, logger }: VolumeKeeperDeps) {
  const followed = new Map<string, Followed>();

  async function refresh(): Promise<void> {
    const now = clock.now();
    let left = learnedPerRound;
    try {
      for (const each of followed.values()) {
        const wantsLearning = isFrom(each.learnedAt, now, dayMs);
        if (wantsLearning && left > 0) {
          left -= 1;
          await learn(each, now);
        } else if (each.learnedAt !== null && isFrom(each.readAt, now, baselineStepMs)) await readLately(each, now);
      }
    } catch {
      logger.warn('what is usual could not be learned');
    }
  }

  async function learn(each: Followed, now: number): Promise<void> {
    const steps = await quartersOf(each.place, { from: now - learnedFromMs, upTo: now });
    each.baseline = learnBaseline(steps);
    each.learnedAt = now;
    each.quarters = steps.filter(({ at }) => at >= now - dayMs);
    each.readAt = quarterOf(now);
  }

  async function readLately(each: Followed, now: number): Promise<void> {
    each.quarters = await quartersOf(each.place, { from: now - dayMs, upTo: now });
    each.readAt = quarterOf(now);
  }

  async function quartersOf(place: Place, span: { from: number; upTo: number }): Promise<RecentStep[]> {
    const { at, received } = await history.quarters({ ...place, ...span });
    const whole = { stepMs: baselineStepMs, watchedMs: baselineStepMs };
    return Array.from(at, (from, index) => ({ at: from, received: received[index] ?? 0, ...whole }));
  }

  /** Null: not looked yet; it is followed from now on. */
  function volumeOf({ connectionId, channelId, minutes }: MeasuredChannel, at: number): VolumeVerdict | null {
    const key = JSON.stringify([connectionId, channelId]);
    const known = followed.get(key);
    if (known === undefined) {
      const place = { connectionId, channelId };
      followed.set(key, { place, baseline: null, learnedAt: null, quarters: [], readAt: null, judged: null });
      return null;
    }
    if (known.learnedAt === null) return null;
    if (known.baseline === null) return { kind: 'learning' };
    const minuteAt = Math.floor(at / minuteMs) * minuteMs;
    if (known.judged?.minuteAt !== minuteAt)
      known.judged = { minuteAt, verdict: judgeVolume(known.baseline, recentSteps(known.quarters, minutes, minuteAt)) };
    return known.judged.verdict;
  }

  return { refresh, volumeOf };
}

export type VolumeKeeper = ReturnType<typeof createVolumeKeeper>;

/** Quarters are read once they are over, and may be read late: the last hour is told by its minutes. */
function recentSteps(quarters: readonly RecentStep[], minutes: MeasuredChannel['minutes'], upTo: number): RecentStep[] {
  const boundary = quarterOf(upTo - hourMs);
  return [
    ...quarters.filter(({ at }) => at < boundary),
    ...minutes
      .filter(({ at }) => at >= boundary && at < upTo)
      .map(({ at, received }) => ({ at, received, stepMs: minuteMs, watchedMs: minuteMs })),
  ];
}

/** Also when the clock was set back. */
function isFrom(earlier: number | null, now: number, lasting: number): boolean {
  return earlier === null || Math.abs(now - earlier) >= lasting;
}

function quarterOf(at: number): number {
  return Math.floor(at / baselineStepMs) * baselineStepMs;
}
