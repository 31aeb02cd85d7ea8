import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type SeriesRange, seriesRange } from '../../../src-shared/domain/series.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { LazyTimeChart } from './lazy-time-chart.tsx';
import styles from './monitor.module.css';

/** What went through the channel over the range chosen; times nobody watched are gaps. */
export function SeriesPanel({ connectionId, channelId }: { connectionId: string; channelId: string }) {
  const text = useText();
  const [range, setRange] = useState<SeriesRange>('1h');
  const series = useContractQuery('monitor.series', { connectionId, channelId, range }, { keepPrevious: true });
  return (
    <div>
      <div className={styles.row}>
        <h3 className={styles.sectionTitle} style={{ flex: '1 0 auto' }}>
          {text('overview.seriesTitle')}
        </h3>
        <SegmentedControl
          aria-label={text('overview.range')}
          value={range}
          data={seriesRange.options.map((value) => ({ value, label: text(`overview.range.${value}`) }))}
          onChange={(value) => setRange(seriesRange.parse(value))}
        />
      </div>
      <QueryView query={series}>
        {({ points }) => (
          <LazyTimeChart
            label={text('overview.seriesTitle')}
            points={points.map(({ processing: _processing, endToEnd: _endToEnd, ...figures }) => figures)}
            series={[
              { id: 'received', label: text('overview.total.received'), colour: 'var(--series-received)' },
              { id: 'sent', label: text('overview.total.sent'), colour: 'var(--series-sent)', dash: '5 2' },
              { id: 'filtered', label: text('overview.total.filtered'), colour: 'var(--series-filtered)', dash: '1 3' },
              { id: 'errored', label: text('overview.total.errored'), colour: 'var(--series-errored)' },
              { id: 'queued', label: text('overview.queued'), colour: 'var(--series-queued)', dash: '2 2' },
            ]}
          />
        )}
      </QueryView>
    </div>
  );
}
