import { Button } from '@mantine/core';
import type { CauseRule } from '../../../../src-shared/domain/failure-cause/cause-rule.ts';
import { useText } from '../../../locales/use-text.ts';
import { moveEarlier } from './rule-draft.ts';
import { useRuleWords } from './rule-words.ts';
import styles from './rules.module.css';

type Props = {
  rules: readonly CauseRule[];
  /** Null: the person may not change them. */
  onEdit: ((rule: CauseRule) => void) | null;
  onSave: (title: string, rules: CauseRule[]) => void;
};

export function RuleTable({ rules, onEdit, onSave }: Props) {
  const text = useText();
  const wordsOf = useRuleWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{text('groups.rules.order')}</th>
          <th>{text('groups.rules.name')}</th>
          <th>{text('groups.rules.takes')}</th>
          <th>{text('groups.rules.per')}</th>
          {onEdit ? (
            <th>
              <span className="visually-hidden">{text('groups.rules.edit')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rules.map((rule, index) => (
          <tr key={rule.ruleId}>
            <td className={styles.number}>{index + 1}</td>
            <td className="strong">{rule.name}</td>
            <td>{wordsOf(rule).join(' · ')}</td>
            <td>{text(`groups.rules.per.${rule.per}`)}</td>
            {onEdit ? (
              <td>
                <div className={styles.actions}>
                  <Button
                    size="compact-xs"
                    variant="default"
                    disabled={index === 0}
                    aria-label={text('groups.rules.earlierOf', { name: rule.name })}
                    onClick={() =>
                      onSave(text('groups.rules.earlierOf', { name: rule.name }), moveEarlier(rules, rule.ruleId))
                    }
                  >
                    {text('groups.rules.earlier')}
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={text('groups.rules.editOf', { name: rule.name })}
                    onClick={() => onEdit(rule)}
                  >
                    {text('groups.rules.edit')}
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={text('groups.rules.removeOf', { name: rule.name })}
                    onClick={() =>
                      onSave(
                        text('groups.rules.removeOf', { name: rule.name }),
                        rules.filter((each) => each !== rule),
                      )
                    }
                  >
                    {text('groups.rules.remove')}
                  </Button>
                </div>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
