import { IconAlertTriangle } from '@tabler/icons-react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { FindingRow } from './finding-view.ts';
import classes from './measurement-units.module.css';

type FindingStateProps = {
  row: Pick<FindingRow, 'state' | 'isOverdue' | 'isBack' | 'dueAt'>;
  /** In a narrow cell: the date stands in the hint. */
  isShort?: boolean;
};

/** Who is to see to it and by when; what is over its date says so. */
export function FindingState({ row, isShort = false }: FindingStateProps) {
  const text = useText();
  const format = useFormat();
  const { state, isOverdue, isBack, dueAt } = row;
  const date = dueAt === null ? '' : format.time(dueAt);
  if (isOverdue) {
    const whole = text('units.overdue', { date });
    return (
      <span className={classes.overdue} title={whole}>
        <IconAlertTriangle size={13} aria-hidden /> {isShort ? text('units.overdueShort') : whole}
      </span>
    );
  }
  const plain = text(`units.state.${state}`);
  const whole = dueAt === null || state === 'open' ? plain : text('units.stateUntil', { state: plain, date });
  const words = isBack ? text('units.isBack') : whole;
  const shown = isShort ? text(isBack ? 'units.isBackShort' : `units.state.${state}`) : words;
  return (
    <span className={state === 'open' ? classes.oneLine : `${classes.oneLine} dim`} title={words}>
      {shown}
    </span>
  );
}
