import { useText } from '../../../locales/use-text.ts';
import { Sparkline } from '../../../widgets/sparkline.tsx';
import classes from './groups.module.css';

/** How many came per half hour until now. @param trend oldest first, open failures only */
export function GroupTrend({ trend }: { trend: readonly number[] }) {
  const text = useText();
  const peak = Math.max(0, ...trend);
  const height = peak === 0 ? text('groups.trend.none') : text('groups.trend.peak', { count: peak });
  return (
    <section className={classes.section} aria-label={text('groups.trend')}>
      <h3 className={classes.sectionTitle}>{text('groups.trend')}</h3>
      <div className={classes.trend}>
        <Sparkline points={trend} label={`${text('groups.trend')} ${height}`} />
      </div>
      <div className={classes.trendFoot}>
        <span>{text('groups.trend.from')}</span>
        <span>{height}</span>
        <span>{text('groups.trend.to')}</span>
      </div>
    </section>
  );
}
