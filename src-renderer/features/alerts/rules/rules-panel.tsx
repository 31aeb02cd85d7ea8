import { Button } from '@mantine/core';
import { useState } from 'react';
import { type AlertRule, severityOf } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import table from '../../../ui/plain-table.module.css';
import { SeverityBadge } from '../../../widgets/severity-badge.tsx';
import classes from '../alerts.module.css';
import { PlaceName } from '../place-name.tsx';
import { useAlertWords } from '../use-alert-words.ts';
import { useConditionWords } from '../use-condition-words.ts';
import { RemoveRule } from './remove-rule.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { draftOf, newDraft, type RuleDraft } from './rule-draft.ts';

/** What the console watches for. Administrators change it, everybody sees it. */
export function RulesPanel() {
  const text = useText();
  const may = useMay();
  const query = useContractQuery('alerts.rules', {});
  const [draft, setDraft] = useState<RuleDraft | null>(null);
  const [removed, setRemoved] = useState<AlertRule | null>(null);
  const mayChange = may('alerts.saveRules');
  return (
    <QueryView query={query}>
      {({ rules, isStandard }) => (
        <div className={classes.rules}>
          <p className="dim">{text(isStandard ? 'alerts.rules.standard' : 'alerts.rules.intro')}</p>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{text('overview.severity')}</th>
                <th scope="col">{text('alerts.column.rule')}</th>
                <th scope="col">{text('alerts.rules.when')}</th>
                <th scope="col">{text('alerts.column.where')}</th>
                <th scope="col">{text('alerts.rules.isOn')}</th>
                {mayChange ? (
                  <th scope="col">
                    <span className="visually-hidden">{text('alerts.rules.edit')}</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <RuleRow
                  key={rule.ruleId}
                  rule={rule}
                  onEdit={mayChange ? () => setDraft(draftOf(rule)) : null}
                  onRemove={() => setRemoved(rule)}
                />
              ))}
            </tbody>
          </table>
          {mayChange ? (
            <div>
              <Button variant="default" onClick={() => setDraft(newDraft(crypto.randomUUID(), 'queue-depth'))}>
                {text('alerts.rules.add')}
              </Button>
            </div>
          ) : null}
          {draft === null ? null : <RuleDialog start={draft} rules={rules} onClose={() => setDraft(null)} />}
          {removed === null ? null : <RemoveRule rule={removed} rules={rules} onClose={() => setRemoved(null)} />}
        </div>
      )}
    </QueryView>
  );
}

type RuleRowProps = { rule: AlertRule; onEdit: (() => void) | null; onRemove: () => void };

function RuleRow({ rule, onEdit, onRemove }: RuleRowProps) {
  const text = useText();
  const { nameOf } = useAlertWords();
  const conditionOf = useConditionWords();
  const name = nameOf({ rule });
  return (
    <tr className={rule.isOn ? undefined : 'dim'}>
      <td>
        <SeverityBadge severity={severityOf(rule)} />
      </td>
      <td className="strong">{name}</td>
      <td>{conditionOf(rule)}</td>
      <td>
        <PlaceName scope={rule.scope} />
      </td>
      <td>{text(rule.isOn ? 'alerts.rules.on' : 'alerts.rules.off')}</td>
      {onEdit === null ? null : (
        <td>
          <div className={classes.actions}>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={text('alerts.rules.editOf', { name })}
              onClick={onEdit}
            >
              {text('alerts.rules.edit')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={text('alerts.rules.removeOf', { name })}
              onClick={onRemove}
            >
              {text('alerts.rules.remove')}
            </Button>
          </div>
        </td>
      )}
    </tr>
  );
}
