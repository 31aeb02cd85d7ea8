import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { UnitDecisionKind } from '../../../src-shared/domain/units/unit-decision.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fromLocalField, toLocalField } from '../../ui/format/local-field.ts';
import type { FindingRow } from './finding-view.ts';

type DecideDialogProps = {
  finding: FindingRow;
  kind: UnitDecisionKind;
  onDecided: () => void;
  onClose: () => void;
};

const weekMs = 7 * 24 * 3_600_000;

/** One decision about a finding, with its reason, who sees to it and until when. */
export function DecideDialog({ finding, kind, onDecided, onClose }: DecideDialogProps) {
  const text = useText();
  const errorText = useErrorText();
  const [owner, setOwner] = useState('');
  const [date, setDate] = useState(() => toLocalField(Date.now() + 2 * weekMs));
  const decide = useContractCommand('units.decide', ['units.list', 'units.get']);
  const { requestId, renewAfter } = useRequestId();
  const at = fromLocalField(date);
  const hasDate = kind !== 'synonym';
  const { findingId, unit, expected, sender } = finding;
  const names = {
    found: unit ?? text('units.none'),
    expected: expected ?? '',
    sender: sender ?? text('units.noSender'),
  };
  return (
    <ConfirmDialog
      title={text(`units.decide.${kind}`)}
      confirmLabel={text('units.decide.confirm')}
      needsReason
      isComplete={!hasDate || at !== null}
      isBusy={decide.isPending}
      onConfirm={(reason) =>
        decide.mutate(
          {
            ...{ requestId, findingId, kind, reason, owner: owner.trim() === '' ? null : owner.trim() },
            dueAt: kind === 'sender' || kind === 'receiver' ? at : null,
            untilAt: kind === 'ignore' ? at : null,
          },
          { onSuccess: onDecided, onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <p>{text(`units.decide.${kind}.what`, names)}</p>
      {hasDate ? (
        <TextInput
          type="datetime-local"
          label={text(kind === 'ignore' ? 'units.decide.until' : 'units.decide.due')}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
      ) : null}
      <TextInput
        label={text('units.decide.owner')}
        value={owner}
        maxLength={120}
        onChange={(event) => setOwner(event.currentTarget.value)}
      />
      {decide.error ? <p role="alert">{errorText(decide.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
