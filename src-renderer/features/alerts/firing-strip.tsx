import { Link } from 'wouter';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import { isWanting } from './alert-view.ts';
import classes from './alerts.module.css';
import { useAlertWords } from './use-alert-words.ts';

/** So many fit above the channels; the others are on the page of alerts. */
const shown = 3;

/** What fires and nobody has, worst first, for the first screen; nothing where all is quiet. */
export function FiringStrip() {
  const text = useText();
  const { sentenceOf } = useAlertWords();
  const { data } = useContractQuery('alerts.list', {});
  const wanting = data?.items.filter(isWanting) ?? [];
  if (wanting.length === 0) return null;
  return (
    <section className={classes.strip} aria-label={text('alerts.strip')}>
      {wanting.slice(0, shown).map((alert) => (
        <Link key={alert.alertId} href={`/alerts/open/${alert.alertId}`} className={classes.stripLine}>
          <SeverityBadge severity={alert.severity} />
          <span className="strong">{alert.subjectName}</span>
          <span className={classes.oneLine}>{sentenceOf(alert)}</span>
        </Link>
      ))}
      {wanting.length > shown ? (
        <Link href="/alerts" className={classes.stripLine}>
          {text('alerts.strip.more', { count: wanting.length - shown })}
        </Link>
      ) : null}
    </section>
  );
}
