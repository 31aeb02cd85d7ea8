import type { AlertRule } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import classes from '../alerts.module.css';

const days = 7;
const shown = 5;

/** When the rule would have fired in the last week. */
export function RuleTrial({ rule }: { rule: AlertRule }) {
  const text = useText();
  const format = useFormat();
  const trial = useContractQuery('alerts.tryRule', { rule, days });
  return (
    <section aria-label={text('alerts.try.title')} aria-live="polite">
      <QueryView query={trial}>
        {({ cannotKey, count, firings, watchedShare }) =>
          cannotKey === null ? (
            <>
              <p className="strong">{text('alerts.try.count', { count })}</p>
              <p className="dim">{text('alerts.try.watched', { share: format.share(watchedShare) })}</p>
              <ul className={classes.steps}>
                {firings.slice(0, shown).map(({ channelId, name, firedAt, resolvedAt }) => (
                  <li key={`${channelId} ${firedAt}`}>
                    {format.time(firedAt)} · {name}
                    {resolvedAt === null ? null : ` · ${format.duration(resolvedAt - firedAt)}`}
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p>{text.from(cannotKey)}</p>
          )
        }
      </QueryView>
    </section>
  );
}
