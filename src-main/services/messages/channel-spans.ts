import type { HeaderSpan } from '../../store/header-store.ts';

/** Pure arithmetic over what is indexed of one channel: spans newest first, never touching one another. */

/** Ids to ask for next, both included; the newest first. Null: everything that came since `windowFrom` (ms UTC) is indexed. */
export function nextWindow(
  spans: readonly HeaderSpan[],
  { newestId, windowFrom }: { newestId: number; windowFrom: number },
): { fromId: number; toId: number } | null {
  const [top, second] = spans;
  if (newestId === 0) return null;
  if (top === undefined) return { fromId: 1, toId: newestId };
  if (top.toId < newestId) return { fromId: top.toId + 1, toId: newestId };
  if (top.fromId <= 1 || top.fromAt <= windowFrom) return null;
  return { fromId: (second?.toId ?? 0) + 1, toId: top.fromId - 1 };
}

/** With one more stretch read; what touches becomes one. A stretch without messages takes its times from the one above it. */
export function withSpan(spans: readonly HeaderSpan[], read: HeaderSpan): HeaderSpan[] {
  const joined: HeaderSpan[] = [];
  for (const span of [...spans, read].toSorted((a, b) => b.toId - a.toId)) {
    const above = joined.at(-1);
    if (above === undefined || span.toId + 1 < above.fromId) joined.push({ ...span });
    else {
      above.fromId = Math.min(above.fromId, span.fromId);
      above.fromAt = Math.min(above.fromAt, span.fromAt);
    }
  }
  return joined;
}

/** Without the messages up to `highestId`, which were forgotten: they can be asked for again. The newest stretch stays, be it empty. */
export function spansAbove(spans: readonly HeaderSpan[], highestId: number, windowFrom: number): HeaderSpan[] {
  return spans
    .filter((span, index) => index === 0 || span.toId > highestId)
    .map((span) =>
      span.fromId > highestId
        ? span
        : { ...span, fromId: Math.min(highestId, span.toId) + 1, fromAt: Math.max(span.fromAt, windowFrom) },
    );
}

/** Stretches older than the window are forgotten with their headers. */
export function spansSince(spans: readonly HeaderSpan[], windowFrom: number): HeaderSpan[] {
  return spans.filter((span, index) => index === 0 || span.toAt >= windowFrom);
}

/** Since when everything is indexed without a gap, ms UTC; null = the newest messages are not. */
export function indexedSince(
  spans: readonly HeaderSpan[],
  { newestId, windowFrom }: { newestId: number | null; windowFrom: number },
): number | null {
  if (newestId === null) return null;
  if (newestId === 0) return windowFrom;
  const [top] = spans;
  if (top === undefined || top.toId < newestId) return null;
  return top.fromId <= 1 ? windowFrom : Math.max(top.fromAt, windowFrom);
}
