import { type Baseline, baselineStepMs, usualAt } from './baseline.ts';

/** What came lately, oldest first, in steps of any length up to 15 min: `at` the beginning, ms UTC. `watchedMs` of `stepMs`. */
export type RecentStep = { at: number; stepMs: number; received: number; watchedMs: number };

/**
 * How the volume of a channel stands against what is usual. *silent*: nothing came since `since` (ms UTC), though at least `missing` messages hardly
 * ever fail to. *unusually-low*, *unusually-high*: over the last hour; `usual` messages are. *learning*: less than two weeks are known.
 */
export type VolumeVerdict =
  | { kind: 'learning' }
  | { kind: 'ordinary' }
  | { kind: 'silent'; since: number; missing: number }
  | { kind: 'unusually-low' | 'unusually-high'; received: number; usual: number };

/** `leastMissing`: how many messages must surely be missing for *silent*; `leastVolume`: an hour with fewer than that is never *low* or *high*. */
export type VolumeLimits = { leastMissing: number; leastVolume: number };

/** A feed that goes by chance lets twelve expected messages fail in a row once in some hundred thousand times. */
export const defaultVolumeLimits: VolumeLimits = { leastMissing: 12, leastVolume: 30 };

const hourMs = 3_600_000;
const mostSpreads = 4;
/** An hour that was watched for less says nothing of its volume. */
const leastWatched = 0.9;

/**
 * Judges a channel at the end of its newest step. Time that nobody watched is never taken for silence.
 * @param recent oldest first; the longer it reaches back, the smaller the feed whose silence is found (a day is plenty)
 */
export function judgeVolume(
  baseline: Baseline | null,
  recent: readonly RecentStep[],
  limits: VolumeLimits = defaultVolumeLimits,
): VolumeVerdict {
  if (baseline === null) return { kind: 'learning' };
  return findSilence(baseline, recent, limits) ?? judgeHour(baseline, recent, limits) ?? { kind: 'ordinary' };
}

function findSilence(baseline: Baseline, recent: readonly RecentStep[], limits: VolumeLimits): VolumeVerdict | null {
  let missing = 0;
  let since: number | null = null;
  for (let place = recent.length - 1; place >= 0; place -= 1) {
    const step = recent[place];
    if (step === undefined || step.received > 0) break;
    since = step.at;
    missing += (usualAt(baseline, step.at)?.least ?? 0) * (step.watchedMs / baselineStepMs);
  }
  return since !== null && missing >= limits.leastMissing
    ? { kind: 'silent', since, missing: Math.floor(missing) }
    : null;
}

function judgeHour(baseline: Baseline, recent: readonly RecentStep[], limits: VolumeLimits): VolumeVerdict | null {
  const last = recent.at(-1);
  if (last === undefined) return null;
  const from = last.at + last.stepMs - hourMs;
  const sums = { watchedMs: 0, received: 0, median: 0, spread: 0 };
  for (let place = recent.length - 1; place >= 0; place -= 1) {
    const step = recent[place];
    if (step === undefined || step.at < from) break;
    const usual = usualAt(baseline, step.at);
    if (usual === null) return null;
    const share = step.watchedMs / baselineStepMs;
    sums.watchedMs += step.watchedMs;
    sums.received += step.received;
    sums.median += usual.median * share;
    // Added up as they are: what makes one quarter of an hour poor makes the next one poor.
    sums.spread += usual.spread * share;
  }
  if (sums.watchedMs < hourMs * leastWatched) return null;
  const { received, median, spread } = sums;
  const told = { received, usual: Math.round(median) };
  const isLow = median >= limits.leastVolume && received < median / 2 && received < median - mostSpreads * spread;
  if (isLow) return { kind: 'unusually-low', ...told };
  const isHigh = received >= limits.leastVolume && received > median * 2 && received > median + mostSpreads * spread;
  return isHigh ? { kind: 'unusually-high', ...told } : null;
}
