import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { CauseRule } from '../../../../src-shared/domain/failure-cause/cause-rule.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import styles from './rules.module.css';

/** What the rules do to the failures that are open now. @param ruleId only of that one, with samples; null = of each */
export function RuleTrial({ rules, ruleId }: { rules: CauseRule[]; ruleId: string | null }) {
  const text = useText();
  const trial = useContractQuery('groups.tryRules', { rules });
  return (
    <section aria-label={text('groups.rules.trial')} aria-live="polite">
      <QueryView query={trial}>
        {({ looked, isAll, rules: found }) => (
          <>
            <p className="dim">
              {text(isAll ? 'groups.rules.lookedAll' : 'groups.rules.lookedSome', { count: looked })}
            </p>
            {found
              .filter((each) => ruleId === null || each.ruleId === ruleId)
              .map((each) => (
                <Found
                  key={each.ruleId}
                  found={each}
                  name={ruleId === null ? (rules.find((rule) => rule.ruleId === each.ruleId)?.name ?? '') : null}
                />
              ))}
          </>
        )}
      </QueryView>
    </section>
  );
}

type FoundByRule = OutputOf<'groups.tryRules'>['rules'][number];

function Found({ found, name }: { found: FoundByRule; name: string | null }) {
  const text = useText();
  const { open, causesNow, causesThen, samples } = found;
  const words =
    open === 0
      ? text('groups.rules.foundNone')
      : text('groups.rules.found', { count: open, before: causesNow, after: causesThen });
  return (
    <>
      <p>
        {name === null ? null : <span className="strong">{name}: </span>}
        {words}
      </p>
      {name === null && samples.length > 0 ? (
        <ul className={styles.samples}>
          {samples.map((sample) => (
            <li key={sample} className="mono">
              {sample}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
