import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type Contact,
  type ContactFields,
  contactFields,
  contactKinds,
  nightCalls,
} from '../../../src-shared/domain/contacts/contact.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import type { TextKey } from '../../locales/text-key.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { emptyContact } from './contact-view.ts';
import classes from './contacts.module.css';

type ContactFormProps = {
  /** Null = a new one. */
  contact: Contact | null;
  onSaved: (contactId: string) => void;
  onClose: () => void;
};

const lines = ['dutyPhone', 'dutyHours', 'phone', 'owner', 'supplier', 'agreement'] as const;

export function ContactForm({ contact, onSaved, onClose }: ContactFormProps) {
  const text = useText();
  const errorText = useErrorText();
  const [fields, setFields] = useState<ContactFields>(contact === null ? emptyContact : contactFields.parse(contact));
  const [ids, setIds] = useState(fields.ids.join(', '));
  const save = useContractCommand('contacts.save', ['contacts.list']);
  const { requestId, renewAfter } = useRequestId();
  const set = (change: Partial<ContactFields>): void => setFields({ ...fields, ...change });
  const title: TextKey = contact === null ? 'contacts.add' : 'contacts.edit';
  const confirm = (): void => {
    const known = ids
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
    save.mutate(
      { requestId, contactId: contact?.contactId ?? null, contact: { ...fields, ids: known } },
      { onSuccess: ({ contactId }) => onSaved(contactId), onError: renewAfter },
    );
  };
  return (
    <ConfirmDialog
      title={text(title)}
      confirmLabel={text('contacts.save')}
      isComplete={fields.name.trim() !== ''}
      isBusy={save.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextInput
        label={text('contacts.name')}
        value={fields.name}
        maxLength={120}
        required
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <Select
          label={text('contacts.kind')}
          data={contactKinds.map((value) => ({ value, label: text(`contacts.kind.${value}`) }))}
          allowDeselect={false}
          value={fields.kind}
          onChange={(value) => set({ kind: contactKinds.find((each) => each === value) ?? 'partner' })}
        />
        <Select
          label={text('contacts.night')}
          data={nightCalls.map((value) => ({ value, label: text(`contacts.night.${value}`) }))}
          allowDeselect={false}
          value={fields.night}
          onChange={(value) => set({ night: nightCalls.find((each) => each === value) ?? 'urgent' })}
        />
        {lines.map((name) => (
          <TextInput
            key={name}
            label={text(`contacts.${name}`)}
            value={fields[name]}
            maxLength={200}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <TextInput
        label={text('contacts.ids')}
        description={text('contacts.idsHint')}
        value={ids}
        maxLength={2000}
        onChange={(event) => setIds(event.currentTarget.value)}
      />
      <ChannelSelect channel={fields.channel} onChange={(channel) => set({ channel })} />
      <Textarea
        label={text('contacts.say')}
        value={fields.say}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(event) => set({ say: event.currentTarget.value })}
      />
      {save.error ? <p role="alert">{errorText(save.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}

type ChannelSelectProps = { channel: ContactFields['channel']; onChange: (channel: ContactFields['channel']) => void };

function ChannelSelect({ channel, onChange }: ChannelSelectProps) {
  const text = useText();
  const { data } = useContractQuery('monitor.overview', {});
  const channels = data?.channels ?? [];
  const keyOf = ({ connectionId, channelId }: { connectionId: string; channelId: string }) =>
    `${connectionId}/${channelId}`;
  const known = channels.map((each) => ({ value: keyOf(each), label: each.name }));
  const value = channel === null ? null : keyOf(channel);
  const isGone = value !== null && !known.some((each) => each.value === value);
  return (
    <Select
      clearable
      searchable
      label={text('contacts.channel')}
      placeholder={text('contacts.channelHint')}
      data={isGone ? [...known, { value, label: text('contacts.channelGone') }] : known}
      value={value}
      onChange={(chosen) => {
        const found = channels.find((each) => keyOf(each) === chosen);
        if (chosen === null) onChange(null);
        else if (found) onChange({ connectionId: found.connectionId, channelId: found.channelId });
      }}
    />
  );
}
