import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { LazyTimeChart } from './lazy-time-chart.tsx';
import styles from './monitor.module.css';

const ranges = [
  { minutes: 60, id: 'hour' },
  { minutes: 360, id: 'sixHours' },
  { minutes: 1440, id: 'day' },
] as const;

/** What went through the channel minute by minute; minutes nobody watched are gaps. */
export function SeriesPanel({ connectionId, channelId }: { connectionId: string; channelId: string }) {
  const text = useText();
  const [minutes, setMinutes] = useState(60);
  const series = useContractQuery('monitor.series', { connectionId, channelId, minutes }, { keepPrevious: true });
  return (
    <div>
      <div className={styles.row}>
        <h3 className={styles.sectionTitle} style={{ flex: 1 }}>
          {text('overview.seriesTitle')}
        </h3>
        <SegmentedControl
          aria-label={text('overview.range')}
          value={String(minutes)}
          data={ranges.map((range) => ({ value: String(range.minutes), label: text(`overview.range.${range.id}`) }))}
          onChange={(value) => setMinutes(Number(value))}
        />
      </div>
      <QueryView query={series}>
        {({ points }) => (
          <LazyTimeChart
            label={text('overview.seriesTitle')}
            points={points}
            series={[
              { id: 'received', label: text('overview.total.received'), colour: 'var(--series-received)' },
              { id: 'sent', label: text('overview.total.sent'), colour: 'var(--series-sent)', dash: '5 2' },
              { id: 'errored', label: text('overview.total.errored'), colour: 'var(--series-errored)' },
              { id: 'queued', label: text('overview.queued'), colour: 'var(--series-queued)', dash: '2 2' },
            ]}
          />
        )}
      </QueryView>
    </div>
  );
}
