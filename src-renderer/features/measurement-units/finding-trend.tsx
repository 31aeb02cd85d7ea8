import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Sparkline } from '../../widgets/sparkline.tsx';
import type { FindingAnswer } from './finding-view.ts';
import classes from './measurement-units.module.css';

const shownDays = 90;

/** Messages a day over the last 90 days; nothing where all came on one day. */
export function FindingTrend({ days }: { days: FindingAnswer['days'] }) {
  const text = useText();
  const format = useFormat();
  const last = days.at(-1);
  if (last === undefined || days.length < 2) return null;
  const countByDay = new Map(days.map(({ day, messages }) => [day, messages]));
  const from = Math.max(days[0]?.day ?? 0, last.day - shownDays + 1);
  const points = Array.from({ length: last.day - from + 1 }, (_, index) => countByDay.get(from + index) ?? 0);
  const most = Math.max(...points);
  return (
    <figure className={classes.trend}>
      <Sparkline points={points} label={text('units.trend')} />
      <figcaption className="dim">
        {text('units.trendSpan', { count: points.length, most: format.number(most) })}
      </figcaption>
    </figure>
  );
}
