import { useState } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat } from '../format/use-format.ts';
import type { TimeChart, TimeMark, TimePoint } from './time-series.ts';

type TimeLinesProps = {
  chart: TimeChart;
  points: readonly TimePoint[];
  marks: readonly TimeMark[];
  onZoom: (span: { from: number; to: number }) => void;
};
type Drawn = { from: number; to: number };

/** Lines over time, gaps as grey fields; drawn over with the pointer, the stretch is told. */
export function TimeLines({ chart, points, marks, onZoom }: TimeLinesProps) {
  const format = useFormat();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [first, latest] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const begin = ({ activeLabel }: { activeLabel?: string | number | undefined }) => {
    const at = Number(activeLabel);
    if (activeLabel !== undefined) setDrawn({ from: at, to: at });
  };
  const move = ({ activeLabel }: { activeLabel?: string | number | undefined }) => {
    if (drawn !== null && activeLabel !== undefined) setDrawn({ ...drawn, to: Number(activeLabel) });
  };
  const end = () => {
    if (drawn !== null && drawn.from !== drawn.to)
      onZoom({ from: Math.min(drawn.from, drawn.to), to: Math.max(drawn.from, drawn.to) });
    setDrawn(null);
  };
  const within = marks
    .map((mark) => ({ ...mark, from: Math.max(first, mark.from), to: Math.min(latest, mark.to) }))
    .filter(({ from, to }) => from <= to);
  // A single point draws no line: it is shown as a dot.
  const isAlone = points.filter(({ at: _at, ...figures }) => Object.values(figures).some((each) => each !== null));
  return (
    <ResponsiveContainer width="100%" height={130}>
      <LineChart
        data={[...points]}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        syncId="time"
        syncMethod="value"
        onMouseDown={begin}
        onMouseMove={move}
        onMouseUp={end}
        onMouseLeave={() => setDrawn(null)}
      >
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
        <YAxis
          width={64}
          allowDecimals={chart.leastTop < 1}
          domain={[0, (most: number) => Math.max(most, chart.leastTop)]}
          tickFormatter={chart.write}
          tick={tick}
          stroke="var(--line-strong)"
        />
        {within.map(({ from, to, label }) =>
          label === null ? (
            <ReferenceArea key={`${from} gap`} x1={from} x2={to} fill="var(--gap)" fillOpacity={1} />
          ) : (
            <ReferenceLine
              key={`${from} ${label}`}
              x={from}
              stroke="var(--ink-dim)"
              strokeDasharray="2 2"
              label={{ value: label, position: 'insideTopLeft', fill: 'var(--ink-dim)', fontSize: 11 }}
            />
          ),
        )}
        {drawn === null ? null : (
          <ReferenceArea
            x1={Math.min(drawn.from, drawn.to)}
            x2={Math.max(drawn.from, drawn.to)}
            fill="var(--series-received)"
            fillOpacity={0.2}
          />
        )}
        <Tooltip
          isAnimationActive={false}
          contentStyle={tooltipStyle}
          formatter={(value) => (typeof value === 'number' ? chart.write(value) : '')}
          labelFormatter={(at) => (typeof at === 'number' ? format.both(at) : '')}
        />
        {chart.series.map(({ id, label, colour, dash }) => (
          <Line
            key={id}
            dataKey={id}
            name={label}
            stroke={colour}
            {...(dash ? { strokeDasharray: dash } : {})}
            strokeWidth={1.5}
            dot={isAlone.length < 3}
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
