import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { seriesPlans } from '../../../src-shared/domain/series.ts';
import type { Clock } from '../../platform/ports.ts';
import type { HistoryStore } from '../../store/store.ts';

type Series = OutputOf<'monitor.series'>;
type SeriesDeps = { history: Pick<HistoryStore, 'points'>; clock: Clock };

const minuteMs = 60_000;

/** The points of a chart, those nobody watched among them: a gap is told, never left out. */
export async function readSeries({ history, clock }: SeriesDeps, asked: InputOf<'monitor.series'>): Promise<Series> {
  const { connectionId, channelId, range } = asked;
  const { spanMs, stepMs, pointMs } = seriesPlans[range];
  const now = clock.now();
  const upTo = (Math.floor(now / pointMs) + 1) * pointMs;
  const from = upTo - spanMs;
  const rows = await history.points({ connectionId, channelId, stepMs, pointMs, from, upTo });
  const byStart = new Map(rows.map((row) => [row.at, row]));
  const points = Array.from({ length: spanMs / pointMs }, (_, index) => {
    const at = from + index * pointMs;
    const row = byStart.get(at);
    if (row === undefined) return { ...unwatched, at };
    const { watchedMinutes, ...figures } = row;
    return { ...figures, coverage: Math.min(1, watchedMinutes / minutesBegun(at, Math.min(at + pointMs, now + 1))) };
  });
  return { pointMs, points };
}

const unwatched = { coverage: 0, received: null, sent: null, filtered: null, errored: null, queued: null };

/** The last point is still going on: what has not come yet is no gap. */
function minutesBegun(from: number, upTo: number): number {
  return Math.ceil((upTo - from) / minuteMs);
}
