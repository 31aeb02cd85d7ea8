import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { View } from './use-views.ts';
import classes from './views.module.css';

/** How many messages a view shows: a number, at least a number, or nothing where that is not known. */
export function ViewCount({ count }: Pick<View, 'count'>) {
  const text = useText();
  const format = useFormat();
  if (count?.count === null || count === null) return null;
  const number = format.number(count.count);
  return (
    <span className={classes.count}>
      {count.isWhole ? number : text('views.count.atLeast', { n: number })}
      {count.urgent > 0 ? (
        <span className={classes.urgent}>{text('nav.urgentCount', { n: format.number(count.urgent) })}</span>
      ) : null}
    </span>
  );
}
