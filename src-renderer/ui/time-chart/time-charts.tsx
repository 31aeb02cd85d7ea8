import { useState } from 'react';
import { Chip } from '../chip.tsx';
import styles from './time-chart.module.css';
import { TimeLines } from './time-lines.tsx';
import type { TimeChart, TimeMark, TimePoint } from './time-series.ts';
import { TimeTable } from './time-table.tsx';

type TimeChartsProps = {
  charts: readonly TimeChart[];
  points: readonly TimePoint[];
  marks: readonly TimeMark[];
  isTable: boolean;
  /** A person drew over that stretch, ms UTC. */
  onZoom: (span: { from: number; to: number }) => void;
};

/** Small charts under one another with one time axis; each legend is a filter. As a table they are one. */
export function TimeCharts({ charts, points, marks, isTable, onZoom }: TimeChartsProps) {
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setHidden(hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id]);
  const shown = charts.map((chart) => ({ ...chart, series: chart.series.filter(({ id }) => !hidden.includes(id)) }));
  if (isTable) return <TimeTable points={points} charts={shown} />;
  return (
    <div className={styles.charts}>
      {charts.map((chart, place) => (
        <figure key={chart.id} className={styles.figure} aria-label={chart.title}>
          <div className={styles.legend}>
            <figcaption className={styles.title}>{chart.title}</figcaption>
            {chart.series.map(({ id, label, colour, dash }) => (
              <Chip key={id} isOn={!hidden.includes(id)} onToggle={() => toggle(id)}>
                <svg width="16" height="8" aria-hidden="true">
                  <line x1="0" x2="16" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
                </svg>
                {label}
              </Chip>
            ))}
          </div>
          <TimeLines chart={shown[place] ?? chart} points={points} marks={marks} onZoom={onZoom} />
        </figure>
      ))}
    </div>
  );
}
