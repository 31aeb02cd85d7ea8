import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { seriesPlans } from '../../../src-shared/domain/series.ts';
import type { Clock } from '../../platform/ports.ts';
import type { HistoryStore, Sample } from '../../store/history-store.ts';

type Series = OutputOf<'monitor.series'>;
type Point = Awaited<ReturnType<HistoryStore['points']>>[number];
/** `open`: steps of this channel that are not written yet. */
type SeriesDeps = { history: Pick<HistoryStore, 'points'>; clock: Clock; open: readonly Sample[] };

/** The step that runs now may have no look yet: no gap, it has not come. */
const notYetMs = 20_000;

/** The points of a chart, those nobody watched among them: a gap is told, never left out. */
export async function readSeries(
  { history, clock, open }: SeriesDeps,
  asked: InputOf<'monitor.series'>,
): Promise<Series> {
  const { connectionId, channelId, range } = asked;
  const { spanMs, stepMs, pointMs } = seriesPlans[range];
  const now = clock.now();
  const upTo = (Math.floor(now / pointMs) + 1) * pointMs;
  const from = upTo - spanMs;
  const rows = await history.points({ connectionId, channelId, stepMs, pointMs, from, upTo });
  const byStart = new Map(rows.map((row) => [row.at, row]));
  for (const step of open) addStep(byStart, step, pointMs);
  const points = Array.from({ length: spanMs / pointMs }, (_, index) => {
    const at = from + index * pointMs;
    const row = byStart.get(at);
    if (row === undefined) return { ...unknown, at };
    const { watchedMs, oldestMs: _oldestMs, ...figures } = row;
    const coverage = Math.min(1, watchedMs / Math.max(1, Math.min(pointMs, now - at)));
    return { ...figures, queued: watchedMs > 0 ? figures.queued : null, coverage };
  });
  while (points.length > 1 && isNotYet(points.at(-1), now)) points.pop();
  return { pointMs, points };
}

const unknown = { coverage: 0, received: null, sent: null, filtered: null, errored: null, queued: null };

function isNotYet(point: Series['points'][number] | undefined, now: number): boolean {
  return point !== undefined && point.received === null && point.at > now - notYetMs;
}

function addStep(byStart: Map<number, Point>, step: Sample, pointMs: number): void {
  const at = Math.floor(step.at / pointMs) * pointMs;
  const before = byStart.get(at);
  const sum = (name: 'received' | 'sent' | 'filtered' | 'errored' | 'watchedMs') => (before?.[name] ?? 0) + step[name];
  byStart.set(at, {
    at,
    received: sum('received'),
    sent: sum('sent'),
    filtered: sum('filtered'),
    errored: sum('errored'),
    watchedMs: sum('watchedMs'),
    queued: Math.max(before?.queued ?? 0, step.queuedMost),
    oldestMs: step.oldestMs,
  });
}
