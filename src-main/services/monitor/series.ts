import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { planSpan, seriesPlans } from '../../../src-shared/domain/series.ts';
import type { Clock } from '../../platform/ports.ts';
import type { HistoryStore, Sample } from '../../store/history-store.ts';

type Series = OutputOf<'monitor.series'>;
type Point = Awaited<ReturnType<HistoryStore['points']>>[number];
type Gap = Series['gaps'][number];
/** `open`: steps of this channel that are not written yet. */
type SeriesDeps = {
  history: Pick<HistoryStore, 'points' | 'latencies' | 'gaps'>;
  clock: Clock;
  open: readonly Sample[];
};

/** The step that runs now may have no look yet: no gap, it has not come. */
const notYetMs = 20_000;

/** The points of a chart, those nobody watched among them: a gap is told, never left out. */
export async function readSeries(
  { history, clock, open }: SeriesDeps,
  asked: InputOf<'monitor.series'>,
): Promise<Series> {
  const { connectionId, channelId } = asked;
  const now = clock.now();
  const { from, upTo, stepMs, pointMs } = planOf(asked, now);
  const query = { connectionId, channelId, stepMs, pointMs, from, upTo };
  const [rows, latencies, gaps] = await Promise.all([
    history.points(query),
    history.latencies(query),
    history.gaps(query),
  ]);
  const byStart = new Map(rows.map((row) => [row.at, row]));
  for (const step of open) addStep(byStart, step, pointMs);
  const timesByStart = new Map(latencies.map((latency) => [latency.at, latency]));
  const points = Array.from({ length: (upTo - from) / pointMs }, (_, index) => {
    const at = from + index * pointMs;
    const times = timesByStart.get(at);
    const answered = { processing: times?.processing ?? null, endToEnd: times?.endToEnd ?? null };
    return { ...figuresOf(byStart.get(at), { at, pointMs, now, gaps }), ...answered };
  });
  while (points.length > 1 && isNotYet(points.at(-1), now)) points.pop();
  return { pointMs, points, gaps, ahead: aheadOf(latencies), behindMs: behindOf(latencies) };
}

function planOf({ range, span }: InputOf<'monitor.series'>, now: number) {
  if (span === undefined) {
    const { spanMs, stepMs, pointMs } = seriesPlans[range];
    const upTo = (Math.floor(now / pointMs) + 1) * pointMs;
    return { from: upTo - spanMs, upTo, stepMs, pointMs };
  }
  const { stepMs, pointMs } = planSpan(span, now);
  const from = Math.floor(span.from / pointMs) * pointMs;
  return { from, upTo: Math.max(from + pointMs, Math.ceil(span.to / pointMs) * pointMs), stepMs, pointMs };
}

type Place = { at: number; pointMs: number; now: number; gaps: readonly Gap[] };

function figuresOf(row: Point | undefined, { at, pointMs, now, gaps }: Place) {
  const isFilled = gaps.some((gap) => gap.isFilled && gap.from <= at && gap.to >= at + pointMs);
  if (row === undefined) return { ...(isFilled ? nothing : unknown), at };
  const { watchedMs, ...figures } = row;
  const isSeen = watchedMs > 0;
  const coverage = isFilled ? 1 : Math.min(1, watchedMs / Math.max(1, Math.min(pointMs, now - at)));
  return { ...figures, queued: isSeen ? figures.queued : null, oldestMs: figures.oldestMs ?? null, coverage };
}

const levels = { queued: null, oldestMs: null };
const unknown = { coverage: 0, received: null, sent: null, filtered: null, errored: null, ...levels };
/** Every message of the gap was read, and none came then. */
const nothing = { coverage: 1, received: 0, sent: 0, filtered: 0, errored: 0, ...levels };

function isNotYet(point: Series['points'][number] | undefined, now: number): boolean {
  return point !== undefined && point.received === null && point.at > now - notYetMs;
}

function aheadOf(latencies: readonly { ahead: number; aheadMs: number }[]): Series['ahead'] {
  const count = latencies.reduce((sum, { ahead }) => sum + ahead, 0);
  return count === 0 ? null : { count, aheadMs: Math.max(...latencies.map(({ aheadMs }) => aheadMs)) };
}

const suspectMs = 5 * 60_000;

function behindOf(latencies: readonly { endToEnd: { p50: number } | null }[]): number | null {
  const quickest = Math.min(...latencies.flatMap(({ endToEnd }) => (endToEnd === null ? [] : [endToEnd.p50])));
  return Number.isFinite(quickest) && quickest >= suspectMs ? quickest : null;
}

function addStep(byStart: Map<number, Point>, step: Sample, pointMs: number): void {
  const at = Math.floor(step.at / pointMs) * pointMs;
  const before = byStart.get(at);
  const sum = (name: 'received' | 'sent' | 'filtered' | 'errored' | 'watchedMs') => (before?.[name] ?? 0) + step[name];
  const oldest = [before?.oldestMs ?? null, step.oldestMs].filter((ms) => ms !== null);
  byStart.set(at, {
    at,
    received: sum('received'),
    sent: sum('sent'),
    filtered: sum('filtered'),
    errored: sum('errored'),
    watchedMs: sum('watchedMs'),
    queued: Math.max(before?.queued ?? 0, step.queuedMost),
    oldestMs: oldest.length === 0 ? null : Math.max(...oldest),
  });
}
