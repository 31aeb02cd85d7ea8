import { IconClockExclamation } from '@tabler/icons-react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './incidents.module.css';

/** How long until a deadline, or how long over it; the hover has the moment. @param dueAt ms UTC */
export function TimeLeft({ dueAt }: { dueAt: number }) {
  const text = useText();
  const format = useFormat();
  const left = dueAt - useNow();
  const time = format.duration(Math.abs(left));
  return (
    <time
      className={left < 0 ? classes.overdue : undefined}
      dateTime={new Date(dueAt).toISOString()}
      title={format.both(dueAt)}
    >
      {left < 0 ? <IconClockExclamation size={14} aria-hidden /> : null}
      {left < 0 ? text('incidents.late', { time }) : text('incidents.left', { time })}
    </time>
  );
}
