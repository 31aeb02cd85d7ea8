import type { HeaderSpan } from '../header-store.ts';
import type { WatchedRow } from './expectation-queries.ts';

type Watched = { from: number | null; to: number | null };
const nothing: Watched = { from: null, to: null };

/**
 * Since when a channel's messages were read without a gap, ms UTC (0 = all there ever were), and up to which id; both null = nothing is. What was read once counts on
 * when its headers are forgotten, as long as what came since then was read too.
 */
export function watchedAfter(
  before: WatchedRow | null,
  { spans, newestId }: { spans: readonly HeaderSpan[]; newestId: number | null },
): Watched {
  const [top] = spans;
  if (top === undefined) return newestId === 0 ? { from: 0, to: 0 } : nothing;
  const from = top.fromId <= 1 ? 0 : top.fromAt;
  const { watched_from: knownFrom, watched_to: knownTo } = before ?? { watched_from: null, watched_to: null };
  if (knownFrom === null || knownTo === null) return { from, to: top.toId };
  const isWithin = (span: HeaderSpan) => span.fromId <= knownTo + 1 && span.toId >= knownTo;
  if (isWithin(top)) return { from: Math.min(from, knownFrom), to: top.toId };
  // The newest are being read downwards; they will meet what is known.
  return spans.some(isWithin) ? { from: knownFrom, to: knownTo } : { from, to: top.toId };
}

/** As `watchedAfter`, of what is kept: null while there is a gap below the newest messages. */
export function watchedFrom({
  spans,
  newest_id: newestId,
  watched_from: from,
  watched_to: to,
}: WatchedRow): number | null {
  const [top] = JSON.parse(spans) as HeaderSpan[];
  if (top === undefined) return newestId === 0 ? 0 : null;
  return from !== null && to === top.toId ? from : null;
}
