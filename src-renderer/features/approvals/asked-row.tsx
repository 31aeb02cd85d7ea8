import { Button, Group, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { Approval } from '../../../src-shared/domain/approval.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { ApprovalState } from '../../widgets/approval-state.tsx';
import classes from './approvals.module.css';

/** One question: what, by whom, why, and what stands against it. */
export function AskedRow({ approval, onOpen }: { approval: Approval; onOpen: () => void }) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const session = useContractQuery('accounts.session', {});
  const [act, setAct] = useState<'grant' | 'refuse' | null>(null);
  const isOwn = session.data?.account?.accountId === approval.askedBy.accountId;
  const { subject } = approval;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <strong>
          {subject.kind === 'run'
            ? text('approvals.run', { count: subject.messages, number: format.number(subject.messages) })
            : text('approvals.message', { name: subject.channelName })}
        </strong>
        {subject.kind === 'run' && subject.letThrough > 0 ? (
          <span>
            {text('approvals.letThrough', { count: subject.letThrough, number: format.number(subject.letThrough) })}
          </span>
        ) : null}
        {subject.kind === 'message'
          ? subject.hazards.map((hazard) => (
              <span key={hazard.kind}>{text.from(`hazard.${hazard.kind}.found`, hazard.params, hazard.kind)}</span>
            ))
          : null}
        <span className="dim">
          {text('approvals.askedBy', { person: approval.askedBy.name, time: format.time(approval.askedAt) })}
        </span>
        <span>{approval.reason ?? '–'}</span>
        <ApprovalState approval={approval} />
        {isOwn && approval.state === 'asked' ? <span className="dim">{text('approvals.own')}</span> : null}
      </div>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onOpen}>
          {text('approvals.open')}
        </Button>
        {approval.state === 'asked' && may('approvals.grant') && !isOwn ? (
          <>
            <Button size="compact-sm" variant="default" onClick={() => setAct('refuse')}>
              {text('approvals.refuse')}
            </Button>
            <Button size="compact-sm" onClick={() => setAct('grant')}>
              {text('approvals.grant')}
            </Button>
          </>
        ) : null}
      </Group>
      {act === 'grant' ? <GrantDialog approval={approval} onClose={() => setAct(null)} /> : null}
      {act === 'refuse' ? <RefuseDialog approval={approval} onClose={() => setAct(null)} /> : null}
    </li>
  );
}

type DialogProps = { approval: Approval; onClose: () => void };

function GrantDialog({ approval, onClose }: DialogProps) {
  const text = useText();
  const errorText = useErrorText();
  const [secret, setSecret] = useState('');
  const grant = useContractCommand('approvals.grant', ['approvals.list']);
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text('approvals.grant.title')}
      confirmLabel={text('approvals.grant')}
      needsReason
      isComplete={secret !== ''}
      isBusy={grant.isPending}
      onConfirm={(reason) =>
        grant.mutate(
          { requestId, approvalId: approval.approvalId, secret, reason },
          { onSuccess: onClose, onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <p>{text('approvals.grant.what')}</p>
      <PasswordInput
        label={text('approvals.secret')}
        autoComplete="current-password"
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      {grant.error ? <p role="alert">{errorText(grant.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}

function RefuseDialog({ approval, onClose }: DialogProps) {
  const text = useText();
  const errorText = useErrorText();
  const refuse = useContractCommand('approvals.refuse', ['approvals.list']);
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text('approvals.refuse.title')}
      confirmLabel={text('approvals.refuse')}
      needsReason
      isBusy={refuse.isPending}
      onConfirm={(reason) =>
        refuse.mutate(
          { requestId, approvalId: approval.approvalId, reason },
          { onSuccess: onClose, onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      {refuse.error ? <p role="alert">{errorText(refuse.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
