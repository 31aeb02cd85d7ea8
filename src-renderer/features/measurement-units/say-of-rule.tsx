import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

export type RuleAct = 'approve' | 'refuse' | 'withdraw';
type SayOfRuleProps = {
  act: RuleAct;
  rule: Pick<OutputOf<'rules.list'>['items'][number], 'ruleId' | 'version'>;
  title: string;
  onClose: () => void;
};

const stale = ['rules.list', 'rules.forMessage'] as const;

/** Approves, refuses or withdraws one version of a rule, with a reason; approving asks for the own secret once more. */
export function SayOfRule({ act, rule: { ruleId, version }, title, onClose }: SayOfRuleProps) {
  const text = useText();
  const errorText = useErrorText();
  const [secret, setSecret] = useState('');
  const approve = useContractCommand('rules.approve', stale);
  const refuse = useContractCommand('rules.refuse', stale);
  const withdraw = useContractCommand('rules.withdraw', stale);
  const { requestId, renewAfter } = useRequestId();
  const error = approve.error ?? refuse.error ?? withdraw.error;
  const confirm = (reason: string): void => {
    const done = { onSuccess: onClose, onError: renewAfter };
    const said = { requestId, ruleId, version, reason };
    if (act === 'approve') approve.mutate({ ...said, secret }, done);
    else if (act === 'refuse') refuse.mutate(said, done);
    else withdraw.mutate(said, done);
  };
  return (
    <ConfirmDialog
      title={text(`rules.act.${act}`)}
      confirmLabel={text(`rules.act.${act}`)}
      needsReason
      isDangerous={act === 'withdraw'}
      isComplete={act !== 'approve' || secret !== ''}
      isBusy={approve.isPending || refuse.isPending || withdraw.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{title}</p>
      <p>{text(`rules.act.${act}.what`)}</p>
      {act === 'approve' ? (
        <PasswordInput
          label={text('approvals.secret')}
          autoComplete="current-password"
          required
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      ) : null}
      {error ? <p role="alert">{errorText(error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
