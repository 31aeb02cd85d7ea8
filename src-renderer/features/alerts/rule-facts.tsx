import { severityOf } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { useText } from '../../locales/use-text.ts';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import type { AlertView } from './alert-view.ts';
import classes from './alerts.module.css';
import { useAlertWords } from './use-alert-words.ts';
import { useConditionWords } from './use-condition-words.ts';

/** The rule as it was when it fired, whatever has become of it since. */
export function RuleFacts({ alert }: { alert: Pick<AlertView, 'rule'> }) {
  const text = useText();
  const { nameOf } = useAlertWords();
  const conditionOf = useConditionWords();
  return (
    <section className={classes.part} aria-label={text('alerts.ruleThen')}>
      <h3>{text('alerts.ruleThen')}</h3>
      <p>
        <span className="strong">{nameOf(alert)}</span> · {conditionOf(alert.rule)}
      </p>
      <SeverityBadge severity={severityOf(alert.rule)} />
    </section>
  );
}
