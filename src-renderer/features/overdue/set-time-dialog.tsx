import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useTell } from '../../ui/use-tell.ts';
import type { OverdueRow } from './overdue-view.ts';

type Relation = OverdueRow['relation'];
const reaches = ['exact', 'channel', 'receiver', 'all'] as const;
type Reach = (typeof reaches)[number];
const most = 60 * 24 * 60;
const minuteMs = 60_000;

/** How long answers are waited for, from now on: for just this kind of order, its channel, its receiver, or everything. */
export function SetTimeDialog({ relation, onClose }: { relation: Relation; onClose: () => void }) {
  const text = useText();
  const tell = useTell();
  const errorText = useErrorText();
  const [reach, setReach] = useState<Reach>('exact');
  const [urgent, setUrgent] = useState<number | string>(240);
  const [routine, setRoutine] = useState<number | string>(2880);
  const command = useContractCommand('expectations.setTime');
  const { requestId, renewAfter } = useRequestId();
  const [urgentMinutes, routineMinutes] = [Number(urgent), Number(routine)];
  const offered = reaches.filter((each) => each !== 'receiver' || relation.receiver !== '');
  const names = { channel: relation.channelName, receiver: relation.receiver };
  return (
    <ConfirmDialog
      title={text('overdue.time.title')}
      confirmLabel={text('overdue.time.confirm')}
      needsReason
      isComplete={isTime(urgentMinutes) && isTime(routineMinutes)}
      isBusy={command.isPending}
      onConfirm={(reason) =>
        command.mutate(
          { requestId, scope: scopeOf(relation, reach), urgentMinutes, routineMinutes, reason },
          {
            onSuccess: () => {
              tell(text('overdue.time.done'));
              onClose();
            },
            onError: renewAfter,
          },
        )
      }
      onClose={onClose}
    >
      <p>{text('overdue.time.what')}</p>
      <Select
        label={text('overdue.time.for')}
        allowDeselect={false}
        data={offered.map((each) => ({ value: each, label: text(`overdue.time.reach.${each}`, names) }))}
        value={reach}
        onChange={(value) => setReach(reaches.find((each) => each === value) ?? 'exact')}
      />
      <Minutes label={text('overdue.time.urgent')} value={urgent} onChange={setUrgent} />
      <Minutes label={text('overdue.time.routine')} value={routine} onChange={setRoutine} />
      {command.error ? <p role="alert">{errorText(command.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}

type MinutesProps = { label: string; value: number | string; onChange: (value: number | string) => void };

function Minutes({ label, value, onChange }: MinutesProps) {
  const text = useText();
  const format = useFormat();
  const minutes = Number(value);
  const hint = isTime(minutes) ? format.duration(minutes * minuteMs) : text('overdue.time.range');
  return (
    <NumberInput
      label={label}
      description={hint}
      min={1}
      max={most}
      allowDecimal={false}
      value={value}
      onChange={onChange}
    />
  );
}

function isTime(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= most;
}

function scopeOf({ kind, connectionId, channelId, sender, receiver, messageType, testGroup }: Relation, reach: Reach) {
  const any = { connectionId: null, channelId: null, sender: null, receiver: null, messageType: null, testGroup: null };
  if (reach === 'all') return { ...any, kind };
  if (reach === 'receiver') return { ...any, kind, receiver };
  if (reach === 'channel') return { ...any, kind, connectionId, channelId };
  return { kind, connectionId, channelId, sender, receiver, messageType, testGroup };
}
