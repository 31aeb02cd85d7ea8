import type { Deployment } from '../../../src-shared/domain/affected-set.ts';
import type { StoredDeployment } from '../../store/affected-store.ts';

/** The engine's log tells of an order to deploy, the deployment itself begins some moments later: closer together they are one. */
const sameMs = 120_000;
/** Statuses are asked for every few seconds; a missed poll or two is no gap. */
const gapMs = 60_000;

/** What is known of one channel, newest first; of two accounts of one deployment the watched one is kept. */
export function timelineOf(stored: readonly StoredDeployment[]): Deployment[] {
  const watched = stored.filter(({ knownBy }) => knownBy === 'watched');
  const isTold = (each: StoredDeployment) =>
    each.knownBy === 'engine-log' && !watched.some(({ deployedAt: at }) => Math.abs(at - each.deployedAt) <= sameMs);
  const newest = [...watched, ...stored.filter(isTold)].toSorted((a, b) => b.deployedAt - a.deployedAt);
  return newest.map(({ revision, deployedAt, watchedTo, knownBy }, index) => {
    const to = newest[index - 1]?.deployedAt ?? null;
    return { revision, from: deployedAt, to, watchedTo: Math.min(watchedTo, to ?? watchedTo), knownBy };
  });
}

/** The stretches in which a revision ran, newest first; the same revision is deployed anew by every restart of an engine. */
export function spansOf(timeline: readonly Deployment[], revision: number): { from: number; to: number | null }[] {
  const spans: { from: number; to: number | null }[] = [];
  for (const { from, to, revision: ran } of timeline) {
    if (ran !== revision) continue;
    const later = spans.at(-1);
    if (later !== undefined && to === later.from) later.from = from;
    else spans.push({ from, to });
  }
  return spans;
}

/** The newest stretch of these in which nobody watched, so that another revision may have run meanwhile; null = there is none. */
export function unwatchedOf(
  timeline: readonly Deployment[],
  { revision, now }: { revision: number; now: number },
): { from: number; to: number } | null {
  const gaps = timeline
    .filter((each) => each.revision === revision)
    .map(({ watchedTo, to }) => ({ from: watchedTo, to: to ?? now }))
    .filter(({ from, to }) => to - from > gapMs);
  return gaps[0] ?? null;
}
