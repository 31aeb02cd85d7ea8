import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type Contact, contactFields, isStale } from '../../../src-shared/domain/contacts/contact.ts';
import type { CallError } from '../../bridge/call-error.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import { ContactForm } from './contact-form.tsx';
import { dayOf } from './contact-view.ts';
import classes from './contacts.module.css';

type ContactDetailProps = { contact: Contact | null; onClose: () => void };

/** One contact, whole; null = it is gone. */
export function ContactDetail({ contact, onClose }: ContactDetailProps) {
  const text = useText();
  if (contact === null) {
    return (
      <StateView
        kind="empty"
        title={text('contacts.refused.gone')}
        action={{ label: text('ui.close'), run: onClose }}
      />
    );
  }
  return (
    <section className={classes.detail} aria-label={contact.name}>
      <header className={classes.head}>
        <div className={classes.titleLine}>
          <h2>{contact.name}</h2>
          <ActionIcon variant="subtle" aria-label={text('keys.closeDetail')} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </div>
        <Actions contact={contact} onGone={onClose} />
      </header>
      <Facts contact={contact} />
    </section>
  );
}

function Actions({ contact, onGone }: { contact: Contact; onGone: () => void }) {
  const text = useText();
  const may = useMay();
  const reportError = useReportError();
  const save = useContractCommand('contacts.save', ['contacts.list']);
  const remove = useContractCommand('contacts.remove', ['contacts.list']);
  const { requestId, renew, renewAfter } = useRequestId();
  const [open, setOpen] = useState<'form' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  const failed = (error: CallError): void => {
    renewAfter(error);
    reportError(error);
  };
  const { contactId } = contact;
  const tested = { ...contactFields.parse(contact), testedOn: dayOf(Date.now()) };
  if (!may('contacts.save')) return null;
  return (
    <div className={classes.actions}>
      <Button size="compact-sm" variant="default" onClick={() => setOpen('form')}>
        {text('contacts.edit')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        loading={save.isPending}
        disabled={contact.testedOn === tested.testedOn}
        onClick={() => save.mutate({ requestId, contactId, contact: tested }, { onSuccess: renew, onError: failed })}
      >
        {text('contacts.testedToday')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setOpen('remove')}>
        {text('contacts.remove')}
      </Button>
      {open === 'form' ? <ContactForm contact={contact} onSaved={close} onClose={close} /> : null}
      {open === 'remove' ? (
        <ConfirmDialog
          title={text('contacts.remove')}
          confirmLabel={text('contacts.remove')}
          isDangerous
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate({ requestId, contactId }, { onSuccess: onGone, onError: failed })}
          onClose={close}
        >
          <p>{text('contacts.remove.text', { name: contact.name })}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function Facts({ contact }: { contact: Contact }) {
  const text = useText();
  const format = useFormat();
  const { kind, ids, owner, phone, dutyPhone, dutyHours, night, supplier, agreement, say, testedOn } = contact;
  const tested = testedOn === null ? text('contacts.tested.never') : format.day(testedOn);
  return (
    <dl className={classes.facts}>
      <Fact name={text('contacts.dutyPhone')} value={dutyPhone} />
      <Fact name={text('contacts.dutyHours')} value={dutyHours} />
      <Fact name={text('contacts.night')} value={text(`contacts.night.${night}`)} />
      <Fact name={text('contacts.phone')} value={phone} />
      <Fact name={text('contacts.say')} value={say} />
      <Fact name={text('contacts.kind')} value={text(`contacts.kind.${kind}`)} />
      <Fact name={text('contacts.ids')} value={ids.join(', ')} />
      {contact.channel === null ? null : (
        <Fact name={text('contacts.channel')} value={<ChannelName channel={contact.channel} />} />
      )}
      <Fact name={text('contacts.owner')} value={owner} />
      <Fact name={text('contacts.supplier')} value={supplier} />
      <Fact name={text('contacts.agreement')} value={agreement} />
      <Fact
        name={text('contacts.tested')}
        value={<span className={isStale(contact, Date.now()) ? classes.stale : undefined}>{tested}</span>}
      />
      <Fact
        name={text('contacts.changed')}
        value={text('contacts.changedBy', { time: format.time(contact.changedAt), person: contact.changedBy })}
      />
    </dl>
  );
}

/** What is not stated is left out: an empty line tells nothing at night. */
function Fact({ name, value }: { name: string; value: ReactNode }) {
  if (value === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function ChannelName({ channel }: { channel: NonNullable<Contact['channel']> }) {
  const text = useText();
  const { data } = useContractQuery('monitor.overview', {});
  const found = data?.channels.find(
    ({ connectionId, channelId }) => connectionId === channel.connectionId && channelId === channel.channelId,
  );
  return <span>{found?.name ?? text('contacts.channelGone')}</span>;
}
