import { FileInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** A list of what a receiver expects, from a file or pasted; it can be looked at before it is added. */
export function AddExpected({ onClose }: { onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const channels = useContractQuery('messages.channels', { connectionId: null });
  const [name, setName] = useState('');
  const [place, setPlace] = useState<string | null>(null);
  const [list, setList] = useState('');
  const add = useContractCommand('units.addExpected', ['units.expected']);
  const { requestId, renewAfter } = useRequestId();
  const [connectionId = null, channelId = null] = place?.split('/') ?? [];
  return (
    <ConfirmDialog
      title={text('units.expected.add')}
      confirmLabel={text('units.expected.add')}
      isComplete={name.trim() !== '' && list.trim() !== ''}
      isBusy={add.isPending}
      onConfirm={() =>
        add.mutate(
          { requestId, name, text: list, connectionId, channelId },
          { onSuccess: onClose, onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <TextInput
        label={text('units.expected.name')}
        value={name}
        maxLength={120}
        required
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        clearable
        label={text('units.expected.channel')}
        placeholder={text('messages.filter.anyChannel')}
        data={(channels.data?.items ?? []).map((each) => ({
          value: `${each.connectionId}/${each.channelId}`,
          label: each.channelName,
        }))}
        value={place}
        onChange={setPlace}
      />
      <FileInput
        label={text('units.expected.file')}
        placeholder={text('units.expected.choose')}
        accept=".csv,.txt,.json,text/csv,application/json"
        onChange={(file) => void file?.text().then(setList)}
      />
      <Textarea
        label={text('units.expected.text')}
        description={text('units.expected.textHint')}
        rows={7}
        spellCheck={false}
        required
        value={list}
        onChange={(event) => setList(event.currentTarget.value)}
      />
      {add.error ? <p role="alert">{errorText(add.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
