import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type AlertRule, alertKinds, alertSeverities } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import classes from '../alerts.module.css';
import { LimitFields } from './limit-fields.tsx';
import { completeRule, type RuleDraft, withKind, withRule } from './rule-draft.ts';
import { RuleTrial } from './rule-trial.tsx';
import { ScopeSelect } from './scope-select.tsx';
import { useSaveRules } from './use-save-rules.ts';

type Props = { start: RuleDraft; rules: readonly AlertRule[]; onClose: () => void };

/** One rule, new or changed: tried on the last week before it is saved. */
export function RuleDialog({ start, rules, onClose }: Props) {
  const text = useText();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState<AlertRule | null>(null);
  const { save, isBusy, failed } = useSaveRules(onClose);
  const complete = completeRule(draft);
  const isTried = tried !== null && JSON.stringify(tried) === JSON.stringify(complete);
  const change = (parts: Partial<RuleDraft>): void => setDraft({ ...draft, ...parts });
  const isNew = !rules.some(({ ruleId }) => ruleId === draft.ruleId);
  const isUrgentKind = draft.kind === 'urgent-failed' || draft.kind === 'urgent-waiting';
  return (
    <ConfirmDialog
      title={text(isNew ? 'alerts.rules.add' : 'alerts.rules.edit')}
      confirmLabel={text('ui.save')}
      needsReason
      isComplete={isTried}
      isBusy={isBusy}
      onConfirm={(reason) => complete !== null && save(withRule(rules, complete), reason)}
      onClose={onClose}
    >
      <NativeSelect
        label={text('alerts.rules.kind')}
        value={draft.kind}
        data={alertKinds.map((kind) => ({ value: kind, label: text(`alerts.kind.${kind}`) }))}
        onChange={(event) => {
          const kind = alertKinds.find((each) => each === event.currentTarget.value);
          if (kind !== undefined) setDraft(withKind(draft, kind));
        }}
      />
      <div className={classes.limits}>
        <LimitFields limits={draft.limits} onChange={(limits) => change({ limits })} />
        <NumberInput
          label={text('alerts.limit.for')}
          allowDecimal={false}
          min={0}
          max={1440}
          value={draft.forMinutes}
          onChange={(typed) => change({ forMinutes: Number(typed) })}
        />
      </div>
      <ScopeSelect kind={draft.kind} scope={draft.scope} onChange={(scope) => change({ scope })} />
      <NativeSelect
        label={text('overview.severity')}
        description={isUrgentKind ? text('alerts.rules.alwaysCritical') : undefined}
        disabled={isUrgentKind}
        value={draft.severity}
        data={alertSeverities.map((each) => ({ value: each, label: text(`severity.${each}`) }))}
        onChange={(event) =>
          change({ severity: alertSeverities.find((each) => each === event.currentTarget.value) ?? 'warning' })
        }
      />
      <TextInput
        label={text('alerts.rules.name')}
        description={text('alerts.rules.nameHint')}
        maxLength={80}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Checkbox
        label={text('alerts.rules.isOn')}
        checked={draft.isOn}
        onChange={(event) => change({ isOn: event.currentTarget.checked })}
      />
      <div>
        <Button variant="default" disabled={complete === null || isTried} onClick={() => setTried(complete)}>
          {text('alerts.try')}
        </Button>
      </div>
      {isTried ? <RuleTrial rule={tried} /> : null}
      {failed === null ? null : <p role="alert">{failed}</p>}
    </ConfirmDialog>
  );
}
