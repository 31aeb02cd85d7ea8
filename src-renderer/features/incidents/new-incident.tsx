import { MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type AlertSeverity, alertSeverities } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useChannelChoice } from './use-channel-choice.ts';

const shortestTitle = 3;

/** An incident that no alert told of: somebody rang, or saw it. */
export function NewIncident({ onOpened, onClose }: { onOpened: (incidentId: string) => void; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const choice = useChannelChoice();
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<AlertSeverity>('warning');
  const [channels, setChannels] = useState<string[]>([]);
  const open = useContractCommand('incidents.open');
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text('incidents.new')}
      confirmLabel={text('incidents.open')}
      isComplete={title.trim().length >= shortestTitle}
      isBusy={open.isPending}
      onConfirm={() =>
        open.mutate(
          { requestId, alertId: null, title: title.trim(), severity, channels: choice.chosen(channels, []) },
          { onSuccess: ({ incidentId }) => onOpened(incidentId), onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <TextInput
        label={text('incidents.title')}
        description={text('incidents.titleHint')}
        value={title}
        maxLength={200}
        required
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <NativeSelect
        label={text('incidents.severity')}
        value={severity}
        data={alertSeverities.map((each) => ({ value: each, label: text(`severity.${each}`) }))}
        onChange={(event) =>
          setSeverity(alertSeverities.find((each) => each === event.currentTarget.value) ?? 'warning')
        }
      />
      <MultiSelect
        label={text('incidents.channels')}
        description={text('incidents.new.what')}
        data={choice.options([])}
        value={channels}
        searchable
        onChange={setChannels}
      />
      {open.error ? <p role="alert">{errorText(open.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
