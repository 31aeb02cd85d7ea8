import { useState } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useText } from '../../locales/use-text.ts';
import { Chip } from '../chip.tsx';
import { useFormat } from '../format/use-format.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { findGaps } from './gaps.ts';
import styles from './time-chart.module.css';
import type { TimePoint, TimeSeries } from './time-series.ts';
import { TimeTable } from './time-table.tsx';

type TimeChartProps = { label: string; points: readonly TimePoint[]; series: readonly TimeSeries[] };

/** Lines over time with gaps as grey fields; the legend is the filter, t shows the same as a table. */
export function TimeChart({ label, points, series }: TimeChartProps) {
  const text = useText();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [isTable, setTable] = useState(false);
  useKeys([{ keys: 't', label: text('chart.table'), run: () => setTable(!isTable) }]);
  const shown = series.filter(({ id }) => !hidden.includes(id));
  const toggle = (id: string) =>
    setHidden(hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id]);
  return (
    <figure className={styles.figure} aria-label={label}>
      <div className={styles.legend}>
        {series.map(({ id, label: name, colour, dash }) => (
          <Chip key={id} isOn={!hidden.includes(id)} onToggle={() => toggle(id)}>
            <svg width="16" height="8" aria-hidden="true">
              <line x1="0" x2="16" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
            </svg>
            {name}
          </Chip>
        ))}
        <Chip isOn={isTable} onToggle={() => setTable(!isTable)}>
          {text('chart.table')}
        </Chip>
      </div>
      {isTable ? <TimeTable points={points} series={shown} /> : <Lines points={points} series={shown} />}
    </figure>
  );
}

function Lines({ points, series }: Pick<TimeChartProps, 'points' | 'series'>) {
  const format = useFormat();
  const latest = points.at(-1)?.at ?? 0;
  const ids = series.map(({ id }) => id);
  return (
    <ResponsiveContainer width="100%" height={180}>
      <LineChart data={[...points]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(at: number) => format.moment(at, latest)}
          tick={tick}
          stroke="var(--line-strong)"
          minTickGap={40}
        />
        <YAxis width={36} allowDecimals={false} tickFormatter={format.number} tick={tick} stroke="var(--line-strong)" />
        {findGaps(points, ids).map(({ from, to }) => (
          <ReferenceArea key={from} x1={from} x2={to} fill="var(--gap)" fillOpacity={1} />
        ))}
        <Tooltip
          isAnimationActive={false}
          contentStyle={tooltipStyle}
          labelFormatter={(at) => (typeof at === 'number' ? format.both(at) : '')}
        />
        {series.map(({ id, label, colour, dash }) => (
          <Line
            key={id}
            dataKey={id}
            name={label}
            stroke={colour}
            {...(dash ? { strokeDasharray: dash } : {})}
            strokeWidth={1.5}
            dot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

const tick = { fill: 'var(--ink-dim)', fontSize: 11 };
const tooltipStyle = {
  background: 'var(--raised)',
  border: '1px solid var(--line)',
  color: 'var(--ink)',
  fontSize: 12,
};
