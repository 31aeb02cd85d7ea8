import { Button, Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type CheckRule, checkRule, clockStarts } from '../../../src-shared/domain/duty/checklist.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { NotPermitted } from '../../bridge/not-permitted.tsx';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import classes from './incidents.module.css';

/** What new incidents remind of: switched, timed and worded by the site. */
export function ChecklistSection() {
  const query = useContractQuery('incidents.checklist', {});
  const may = useMay();
  if (!may('incidents.saveChecklist')) return <NotPermitted name="incidents.saveChecklist" />;
  return (
    <QueryView query={query}>{({ rules }) => <ChecklistForm key={JSON.stringify(rules)} stored={rules} />}</QueryView>
  );
}

function ChecklistForm({ stored }: { stored: CheckRule[] }) {
  const text = useText();
  const errorText = useErrorText();
  const [rules, setRules] = useState(stored);
  const save = useContractCommand('incidents.saveChecklist');
  const { requestId, renew, renewAfter } = useRequestId();
  const isValid = rules.every((rule) => checkRule.safeParse(rule).success);
  const isChanged = JSON.stringify(rules) !== JSON.stringify(stored);
  return (
    <form
      className={classes.handover}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) save.mutate({ requestId, rules }, { onSuccess: renew, onError: renewAfter });
      }}
    >
      <p className="dim">{text('duty.checklist.covers')}</p>
      {rules.map((rule, index) => (
        <RuleFields
          key={rule.checkId}
          rule={rule}
          onChange={(next) => setRules(rules.map((each, at) => (at === index ? next : each)))}
        />
      ))}
      <div className={classes.actions}>
        <Button type="submit" size="xs" disabled={!isValid || !isChanged} loading={save.isPending}>
          {text('duty.checklist.save')}
        </Button>
        {save.error ? <span role="alert">{errorText(save.error.shape).title}</span> : null}
      </div>
    </form>
  );
}

function RuleFields({ rule, onChange }: { rule: CheckRule; onChange: (rule: CheckRule) => void }) {
  const text = useText();
  const standard = text(`incident.check.${rule.checkId}.text`);
  return (
    <fieldset className={classes.rule}>
      <legend>{text(`incident.check.${rule.checkId}`)}</legend>
      <Checkbox
        size="xs"
        label={text('duty.checklist.isOn')}
        checked={rule.isOn}
        onChange={(event) => onChange({ ...rule, isOn: event.currentTarget.checked })}
      />
      <div className={classes.ruleRow}>
        <NumberInput
          label={text('duty.checklist.hours')}
          description={text('duty.checklist.hoursHint')}
          value={rule.hours ?? ''}
          min={0}
          max={8760}
          onChange={(value) => onChange({ ...rule, hours: value === '' ? null : Number(value) })}
        />
        <NativeSelect
          label={text('duty.checklist.startsAt')}
          value={rule.startsAt}
          data={clockStarts.map((each) => ({ value: each, label: text(`duty.checklist.startsAt.${each}`) }))}
          onChange={(event) =>
            onChange({
              ...rule,
              startsAt: clockStarts.find((each) => each === event.currentTarget.value) ?? rule.startsAt,
            })
          }
        />
      </div>
      <Textarea
        label={text('duty.checklist.text')}
        value={rule.text ?? standard}
        maxLength={1000}
        autosize
        onChange={(event) => {
          const words = event.currentTarget.value;
          onChange({ ...rule, text: words === standard ? null : words, isReviewed: false });
        }}
      />
      <Checkbox
        size="xs"
        label={text('duty.checklist.reviewed')}
        checked={rule.isReviewed}
        onChange={(event) => onChange({ ...rule, isReviewed: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
