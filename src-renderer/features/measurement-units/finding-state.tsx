import { IconAlertTriangle } from '@tabler/icons-react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { FindingRow } from './finding-view.ts';
import classes from './measurement-units.module.css';

/** Who is to see to it and by when; what is over its date says so. */
export function FindingState({ row }: { row: Pick<FindingRow, 'state' | 'isOverdue' | 'isBack' | 'dueAt'> }) {
  const text = useText();
  const format = useFormat();
  const { state, isOverdue, isBack, dueAt } = row;
  if (isOverdue)
    return (
      <span className={classes.overdue}>
        <IconAlertTriangle size={13} aria-hidden /> {text('units.overdue', { date: format.time(dueAt ?? 0) })}
      </span>
    );
  if (isBack) return <span className={classes.oneLine}>{text('units.isBack')}</span>;
  const until = dueAt === null || state === 'open' ? null : format.time(dueAt);
  const words = text(`units.state.${state}`);
  return (
    <span className={state === 'open' ? classes.oneLine : `${classes.oneLine} dim`} title={words}>
      {until === null ? words : text('units.stateUntil', { state: words, date: until })}
    </span>
  );
}
