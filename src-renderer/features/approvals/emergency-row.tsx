import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Emergency } from '../../../src-shared/domain/approval.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './approvals.module.css';

/** A run that one person started alone; it stays here until another has looked at it. */
export function EmergencyRow({ emergency, onOpen }: { emergency: Emergency; onOpen: () => void }) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const may = useMay();
  const now = useNow();
  const session = useContractQuery('accounts.session', {});
  const review = useContractCommand('approvals.review', ['approvals.emergencies']);
  const { requestId, renewAfter } = useRequestId();
  const [isAsking, setAsking] = useState(false);
  const isOwn = session.data?.account?.accountId === emergency.person.accountId;
  const due = { time: format.time(emergency.dueAt) };
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <strong>
          {text('approvals.run', { count: emergency.messages, number: format.number(emergency.messages) })}
        </strong>
        <span className="dim">
          {text('approvals.sentBy', { person: emergency.person.name, time: format.time(emergency.at) })}
        </span>
        <span>{emergency.reason ?? '–'}</span>
        {now > emergency.dueAt ? (
          <strong className={classes.overdue}>{text('approvals.overdue', due)}</strong>
        ) : (
          <span>{text('approvals.due', due)}</span>
        )}
      </div>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onOpen}>
          {text('approvals.open')}
        </Button>
        {may('approvals.review') && !isOwn ? (
          <Button size="compact-sm" onClick={() => setAsking(true)}>
            {text('approvals.review')}
          </Button>
        ) : null}
      </Group>
      {isAsking ? (
        <ConfirmDialog
          title={text('approvals.review.title')}
          confirmLabel={text('approvals.review')}
          needsReason
          isBusy={review.isPending}
          onConfirm={(reason) => review.mutate({ requestId, runId: emergency.runId, reason }, { onError: renewAfter })}
          onClose={() => setAsking(false)}
        >
          <p>{text('approvals.review.what')}</p>
          {review.error ? <p role="alert">{errorText(review.error.shape).title}</p> : null}
        </ConfirmDialog>
      ) : null}
    </li>
  );
}
