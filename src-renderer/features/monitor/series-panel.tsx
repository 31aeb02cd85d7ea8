import { useState } from 'react';
import { useLocation } from 'wouter';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { addressOf, currentAddress, useAddressQuery, writeQuery } from '../../ui/address/hash-location.ts';
import { Chip } from '../../ui/chip.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { saveFile } from '../../ui/save-file.ts';
import { findGaps } from '../../ui/time-chart/gaps.ts';
import type { TimeMark } from '../../ui/time-chart/time-series.ts';
import { LazyTimeCharts } from './lazy-time-charts.tsx';
import styles from './monitor.module.css';
import { readSeriesChoice, type SeriesChoice, writeSeriesChoice } from './series-address.ts';
import { useSeriesCharts } from './series-charts.ts';
import { drawnPoints, seriesCsv } from './series-points.ts';
import { SpanFields } from './span-fields.tsx';

type Series = OutputOf<'monitor.series'>;
type Channel = { connectionId: string; channelId: string };

const weekMs = 7 * 86_400_000;
const watchedIds = ['received', 'sent', 'filtered', 'errored', 'queued'];

/** What a channel did over the range chosen, how long it took, what failed and what waited; times that nobody watched are gaps. */
export function SeriesPanel(channel: Channel) {
  const text = useText();
  const { choice, choose } = useSeriesChoice();
  const { range, span } = choice;
  const asked = { ...channel, range, ...(span === null ? {} : { span }) };
  const series = useContractQuery('monitor.series', asked, { keepPrevious: true });
  return (
    <div className={styles.panel}>
      <h3 className={styles.sectionTitle}>{text('overview.seriesTitle')}</h3>
      <SpanFields choice={choice} onChoose={choose} />
      <QueryView query={series}>
        {(value) => <SeriesView channel={channel} series={value} choice={choice} onChoose={choose} />}
      </QueryView>
    </div>
  );
}

type SeriesViewProps = {
  channel: Channel;
  series: Series;
  choice: SeriesChoice;
  onChoose: (change: Partial<SeriesChoice>) => void;
};

function SeriesView({ channel, series, choice, onChoose }: SeriesViewProps) {
  const text = useText();
  const format = useFormat();
  const [isTable, setTable] = useState(false);
  useKeys([{ keys: 't', label: text('chart.table'), run: () => setTable(!isTable) }]);
  const from = series.points[0]?.at ?? 0;
  const to = (series.points.at(-1)?.at ?? 0) + series.pointMs;
  const before = { from: Math.max(0, from - weekMs), to: Math.max(1, to - weekMs) };
  const asked = { ...channel, range: choice.range, span: before };
  const lastWeek = useContractQuery('monitor.series', asked, { enabled: choice.withLastWeek });
  const points = drawnPoints(series.points, choice.withLastWeek ? (lastWeek.data?.points ?? null) : null);
  const charts = useSeriesCharts(points, choice.withLastWeek);
  return (
    <>
      <div className={styles.row}>
        <Chip isOn={choice.withLastWeek} onToggle={() => onChoose({ withLastWeek: !choice.withLastWeek })}>
          {text('series.lastWeek')}
        </Chip>
        <Chip isOn={isTable} onToggle={() => setTable(!isTable)}>
          {text('chart.table')}
        </Chip>
        <button
          type="button"
          className={styles.textButton}
          onClick={() => saveFile(new TextEncoder().encode(seriesCsv(points)), 'channel.csv')}
        >
          {text('series.csv')}
        </button>
      </div>
      <LazyTimeCharts
        charts={charts}
        points={points}
        marks={marksOf(series)}
        isTable={isTable}
        onZoom={(span) => onChoose({ span })}
      />
      {charts.some(({ id }) => id === 'latency') ? null : <p className="dim">{text('series.notMeasured')}</p>}
      {series.ahead === null ? null : (
        <p>{text('series.ahead', { count: series.ahead.count, by: format.duration(series.ahead.aheadMs) })}</p>
      )}
      {series.behindMs === null ? null : <p>{text('series.behind', { by: format.duration(series.behindMs) })}</p>}
      <ul className={styles.whys}>
        {series.gaps.map((gap) => (
          <li key={gap.from}>
            {text(`series.gap.${gap.cause}`, { from: format.time(gap.from), to: format.time(gap.to) })}{' '}
            {text('series.gap.counted', { received: gap.received, sent: gap.sent, errored: gap.errored })}{' '}
            {gap.isFilled ? text('series.gap.filled') : text('series.gap.open')}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Grey where no counter was read, and a line where a gap ends that is told below. */
function marksOf({ points, gaps }: Series): TimeMark[] {
  const figures = points.map(({ processing: _processing, endToEnd: _endToEnd, ...counted }) => counted);
  const unknown = findGaps(figures, watchedIds).map((gap) => ({ ...gap, label: null }));
  return [...unknown, ...gaps.map(({ to }) => ({ from: to, to, label: '▲' }))];
}

function useSeriesChoice() {
  const { given } = useAddressQuery();
  const [, navigate] = useLocation();
  const choice = readSeriesChoice(given);
  const choose = (change: Partial<SeriesChoice>): void => {
    const others = Object.fromEntries([...given].filter(([name]) => !(name in writeSeriesChoice(choice))));
    const query = writeQuery({ ...others, ...writeSeriesChoice({ ...choice, ...change }) });
    navigate(addressOf(currentAddress().path, query));
  };
  return { choice, choose };
}
