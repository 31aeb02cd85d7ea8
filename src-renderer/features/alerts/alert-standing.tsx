import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNow } from '../../ui/use-now.ts';
import { type AlertView, standingOf } from './alert-view.ts';
import classes from './alerts.module.css';

/** Whether somebody has it, and what holds it back. */
export function AlertStandingBadge({ alert }: { alert: AlertView }) {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const standing = standingOf(alert);
  const params = {
    person: alert.acknowledgedBy?.name ?? '',
    time: format.moment(standing === 'resolved' ? (alert.resolvedAt ?? now) : (alert.silencedUntil ?? now), now),
  };
  return (
    <span className={standing === 'firing' ? classes.firing : 'dim'} data-standing={standing}>
      {text(`alerts.standing.${standing}`, params)}
    </span>
  );
}
