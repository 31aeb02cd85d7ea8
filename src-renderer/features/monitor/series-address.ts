import { type SeriesRange, seriesRange, type TimeSpan, timeSpan } from '../../../src-shared/domain/series.ts';

/** What a person chose to see: a range up to now, or a stretch; beside it the same time a week ago. It stands in the address. */
export type SeriesChoice = { range: SeriesRange; span: TimeSpan | null; withLastWeek: boolean };

export function readSeriesChoice(given: URLSearchParams): SeriesChoice {
  const range = seriesRange.safeParse(given.get('range'));
  const [from, to] = ['from', 'to'].map((name) => Date.parse(given.get(name) ?? ''));
  const span = timeSpan.safeParse({ from, to });
  return {
    range: range.success ? range.data : '1h',
    span: span.success && span.data.from < span.data.to ? span.data : null,
    withLastWeek: given.get('compare') === 'week',
  };
}

/** An hour is understood, and a stretch takes the place of a range. */
export function writeSeriesChoice({ range, span, withLastWeek }: SeriesChoice): Record<string, string> {
  return {
    range: span !== null || range === '1h' ? '' : range,
    from: span === null ? '' : new Date(span.from).toISOString(),
    to: span === null ? '' : new Date(span.to).toISOString(),
    compare: withLastWeek ? 'week' : '',
  };
}
