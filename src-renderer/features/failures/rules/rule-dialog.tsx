import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CauseRule } from '../../../../src-shared/domain/failure-cause/cause-rule.ts';
import { type FailureKind, failureKinds } from '../../../../src-shared/domain/failure-kind.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { completeRule, withRule } from './rule-draft.ts';
import { RuleTrial } from './rule-trial.tsx';

type Props = { rule: CauseRule; rules: readonly CauseRule[]; onClose: () => void };

const pers = ['rule', 'channel', 'target'] as const;

/** One rule, new or changed: tried on what is open, as it stands, before it can be saved. */
export function RuleDialog({ rule, rules, onClose }: Props) {
  const text = useText();
  const errorText = useErrorText();
  const [draft, setDraft] = useState(rule);
  const [tried, setTried] = useState<CauseRule | null>(null);
  const save = useContractCommand('groups.saveRules', ['groups.rules']);
  const complete = completeRule(draft);
  const isTried = tried !== null && JSON.stringify(tried) === JSON.stringify(complete);
  const change = (parts: Partial<CauseRule>): void => setDraft({ ...draft, ...parts });
  const isNew = !rules.some(({ ruleId }) => ruleId === rule.ruleId);
  return (
    <ConfirmDialog
      title={isNew ? text('groups.rules.add') : text('groups.rules.editOf', { name: rule.name })}
      confirmLabel={text('groups.rules.save')}
      needsReason
      isComplete={isTried}
      isBusy={save.isPending}
      obstacle={save.error ? errorText(save.error.shape).title : null}
      onConfirm={(reason) =>
        complete === null
          ? undefined
          : save.mutate({ rules: withRule(rules, complete), reason }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <TextInput
        label={text('groups.rules.name')}
        maxLength={80}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={text('groups.rules.text')}
        description={text('groups.rules.textHint')}
        maxLength={300}
        value={draft.text ?? ''}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Select
        label={text('groups.rules.kind')}
        clearable
        data={failureKinds.map((kind) => ({ value: kind, label: text(`failureKind.${kind}`) }))}
        value={draft.kind}
        onChange={(kind) => change({ kind: kind as FailureKind | null })}
      />
      <ChannelSelect channel={draft.channel} onChange={(channel) => change({ channel })} />
      <TextInput
        label={text('groups.rules.target')}
        description={text('groups.rules.targetHint')}
        maxLength={200}
        value={draft.target ?? ''}
        onChange={(event) => change({ target: event.currentTarget.value })}
      />
      <Select
        label={text('groups.rules.per')}
        allowDeselect={false}
        data={pers.map((per) => ({ value: per, label: text(`groups.rules.per.${per}`) }))}
        value={draft.per}
        onChange={(per) => change({ per: (per ?? 'rule') as CauseRule['per'] })}
      />
      <div>
        <Button variant="default" disabled={complete === null || isTried} onClick={() => setTried(complete)}>
          {text('groups.rules.try')}
        </Button>
      </div>
      {isTried ? <RuleTrial rules={withRule(rules, tried)} ruleId={tried.ruleId} /> : null}
    </ConfirmDialog>
  );
}

type ChannelProps = { channel: CauseRule['channel']; onChange: (channel: CauseRule['channel']) => void };

function ChannelSelect({ channel, onChange }: ChannelProps) {
  const text = useText();
  const { data } = useContractQuery('monitor.overview', {});
  const channels = (data?.channels ?? []).map(({ connectionId, channelId, name }) => ({
    value: JSON.stringify([connectionId, channelId]),
    label: name,
    channel: { connectionId, channelId },
  }));
  return (
    <Select
      label={text('groups.rules.channel')}
      clearable
      searchable
      data={channels.map(({ value, label }) => ({ value, label }))}
      value={channel === null ? null : JSON.stringify([channel.connectionId, channel.channelId])}
      onChange={(value) => onChange(channels.find((each) => each.value === value)?.channel ?? null)}
    />
  );
}
