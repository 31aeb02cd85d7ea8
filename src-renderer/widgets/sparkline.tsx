import { shapeSparkline } from './sparkline-path.ts';
import styles from './widgets.module.css';

/** A small line over time; unwatched minutes are grey blocks. @param label what it shows, for those who do not see it */
export function Sparkline({ points, label }: { points: readonly (number | null)[]; label: string }) {
  const { path, gaps } = shapeSparkline(points);
  const width = Math.max(1, points.length - 1);
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 -0.1 ${width} 1.2`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {gaps.map(({ from, to }) => (
        <rect key={from} x={from} y={-0.1} width={to - from} height={1.2} />
      ))}
      <path d={path} />
    </svg>
  );
}
