import { Button, Checkbox, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { type NotifyTarget, notifySettings } from '../../../../src-shared/domain/alerts/notify-settings.ts';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useMay } from '../../../bridge/use-may.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import classes from '../alerts.module.css';
import { DeliveryLog } from './delivery-log.tsx';
import { HeartbeatFields } from './heartbeat-fields.tsx';
import { newTarget } from './new-target.ts';
import { TargetFields } from './target-fields.tsx';

type Kept = OutputOf<'alerts.notification'>;
const kinds = ['desktop', 'webhook', 'email'] as const;

/** Whom this installation tells of alerts, and what became of each attempt. */
export function NotifySection() {
  const text = useText();
  const may = useMay();
  const mayRead = may('alerts.notification');
  const query = useContractQuery('alerts.notification', {}, { enabled: mayRead });
  return (
    <div className={classes.notify}>
      {mayRead ? (
        <QueryView query={query}>{(kept) => <NotifyForm key={JSON.stringify(kept)} kept={kept} />}</QueryView>
      ) : (
        <p className="dim">{text('alerts.notify.administrators')}</p>
      )}
      <DeliveryLog />
    </div>
  );
}

function NotifyForm({ kept }: { kept: Kept }) {
  const text = useText();
  const errorText = useErrorText();
  const [draft, setDraft] = useState(kept.settings);
  const [secrets, setSecrets] = useState<Record<string, string | null>>({});
  const [isAsking, setAsking] = useState(false);
  const save = useContractCommand('alerts.saveNotification', ['alerts.notification', 'alerts.list']);
  const { requestId, renewAfter } = useRequestId();
  const isChanged = JSON.stringify(draft) !== JSON.stringify(kept.settings) || Object.keys(secrets).length > 0;
  const isSound = notifySettings.safeParse(draft).success;
  const put = (target: NotifyTarget): void =>
    setDraft({
      ...draft,
      targets: draft.targets.map((each) => (each.targetId === target.targetId ? target : each)),
    });
  const minutes = (typed: string | number): number => (typed === '' ? Number.NaN : Number(typed));
  return (
    <>
      <Checkbox
        label={text('alerts.notify.isNotifying')}
        description={text('alerts.notify.isNotifyingHint')}
        checked={draft.isNotifying}
        onChange={(event) => setDraft({ ...draft, isNotifying: event.currentTarget.checked })}
      />
      <div className={classes.limits}>
        <NumberInput
          label={text('alerts.notify.group')}
          min={0}
          max={600}
          value={draft.groupSeconds}
          onChange={(typed) => setDraft({ ...draft, groupSeconds: minutes(typed) })}
        />
        <NumberInput
          label={text('alerts.notify.holdOff')}
          min={0}
          max={60}
          value={draft.holdOffMinutes}
          onChange={(typed) => setDraft({ ...draft, holdOffMinutes: minutes(typed) })}
        />
        <NumberInput
          label={text('alerts.notify.escalate')}
          min={1}
          max={240}
          value={draft.escalateAfterMinutes ?? ''}
          onChange={(typed) => setDraft({ ...draft, escalateAfterMinutes: typed === '' ? null : Number(typed) })}
        />
      </div>
      {draft.targets.map((target) => (
        <TargetFields
          key={target.targetId}
          target={target}
          isSaved={!isChanged && kept.settings.targets.some(({ targetId }) => targetId === target.targetId)}
          hasSecret={kept.secretIds.includes(target.targetId)}
          secret={secrets[target.targetId]}
          onChange={put}
          onSecret={(secret) => {
            const { [target.targetId]: _old, ...others } = secrets;
            setSecrets(secret === undefined ? others : { ...others, [target.targetId]: secret });
          }}
          onRemove={() =>
            setDraft({ ...draft, targets: draft.targets.filter(({ targetId }) => targetId !== target.targetId) })
          }
        />
      ))}
      <div className={classes.actions}>
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="compact-sm"
            variant="default"
            onClick={() => setDraft({ ...draft, targets: [...draft.targets, newTarget(kind, crypto.randomUUID())] })}
          >
            {text(`alerts.notify.add.${kind}`)}
          </Button>
        ))}
      </div>
      <HeartbeatFields heartbeat={draft.heartbeat} onChange={(heartbeat) => setDraft({ ...draft, heartbeat })} />
      {isSound ? null : <p className="dim">{text('alerts.notify.incomplete')}</p>}
      <div>
        <Button disabled={!isChanged || !isSound} onClick={() => setAsking(true)}>
          {text('ui.save')}
        </Button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={text('settings.part.notify')}
          confirmLabel={text('ui.save')}
          needsReason
          isBusy={save.isPending}
          onConfirm={(reason) =>
            save.mutate(
              { requestId, settings: draft, secrets, reason },
              { onSuccess: () => setAsking(false), onError: renewAfter },
            )
          }
          onClose={() => setAsking(false)}
        >
          <p>{text('alerts.notify.saveWhat')}</p>
          {save.error ? <p role="alert">{errorText(save.error.shape).title}</p> : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
