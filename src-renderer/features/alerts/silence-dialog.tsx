import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fromLocalField, toLocalField } from '../../ui/format/local-field.ts';
import type { AlertView } from './alert-view.ts';
import { useAlertWords } from './use-alert-words.ts';

const kinds = ['silence', 'maintenance'] as const;
const reaches = ['rule', 'subject', 'engine'] as const;
type Reach = (typeof reaches)[number];
const hourMs = 3_600_000;

/** Nothing is told of it until a moment, for a reason; it stays on the page. */
export function SilenceDialog({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const { nameOf } = useAlertWords();
  const [kind, setKind] = useState<(typeof kinds)[number]>('silence');
  const [reach, setReach] = useState<Reach>('rule');
  const [until, setUntil] = useState(() => toLocalField(Date.now() + hourMs));
  const silence = useContractCommand('alerts.silence', ['alerts.list']);
  const { requestId, renewAfter } = useRequestId();
  const untilAt = fromLocalField(until);
  const words = { name: alert.subjectName, rule: nameOf(alert), engine: alert.engineName };
  return (
    <ConfirmDialog
      title={text('alerts.silence.title')}
      confirmLabel={text('alerts.silence')}
      needsReason
      isComplete={untilAt !== null}
      isBusy={silence.isPending}
      onConfirm={(reason) =>
        silence.mutate(
          { requestId, kind, reason, from: null, until: untilAt ?? 0, ...placeOf(alert, reach) },
          { onSuccess: onClose, onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <p>{text('alerts.silence.what')}</p>
      <NativeSelect
        label={text('alerts.silence.reach')}
        value={reach}
        data={reaches.map((each) => ({ value: each, label: text(`alerts.silence.reach.${each}`, words) }))}
        onChange={(event) => setReach(reaches.find((each) => each === event.currentTarget.value) ?? 'rule')}
      />
      <NativeSelect
        label={text('alerts.silence.kind')}
        value={kind}
        data={kinds.map((each) => ({ value: each, label: text(`alerts.silence.kind.${each}`) }))}
        onChange={(event) => setKind(kinds.find((each) => each === event.currentTarget.value) ?? 'silence')}
      />
      <TextInput
        type="datetime-local"
        label={text('alerts.silence.until')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      {silence.error ? <p role="alert">{errorText(silence.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}

function placeOf({ connectionId, channelId, rule }: AlertView, reach: Reach) {
  const scope = { connectionId, channelId: reach === 'engine' ? null : channelId };
  return { scope, ruleId: reach === 'rule' ? rule.ruleId : null };
}
