import { TextInput } from '@mantine/core';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Contact } from '../../../src-shared/domain/contacts/contact.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { ContactActions } from './contact-actions.tsx';
import { useContactColumns } from './contact-columns.tsx';
import { holdsWords } from './contact-view.ts';

type ContactsPageProps = {
  openId: string | null;
  onOpen: (contactId: string | null) => void;
  detail: ((contact: Contact | null) => ReactNode) | null;
};

const none: readonly Contact[] = [];

/** Whom to call about which system, partner, unit or channel, and at what hours. */
export function ContactsPage({ openId, onOpen, detail }: ContactsPageProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [activeId, setActiveId] = useState<string | null>(openId);
  const input = useRef<HTMLInputElement>(null);
  const list = useContractQuery('contacts.list', {});
  const all = list.data?.items ?? none;
  const rows = useMemo(() => all.filter((contact) => holdsWords(contact, typed.trim())), [all, typed]);
  const model = useTableModel({
    id: 'contacts',
    columns: useContactColumns(detail !== null),
    rows,
    idOf: (row) => row.contactId,
    isHeld: false,
    question: typed,
  });
  useKeys([
    { keys: '/', label: text('keys.filter'), run: () => input.current?.focus() },
    ...(openId === null ? [] : [{ keys: 'Escape', label: text('keys.closeDetail'), run: () => onOpen(null) }]),
  ]);
  return (
    <Page
      title={text('nav.contacts')}
      covers={text('contacts.covers')}
      actions={
        <>
          <TextInput
            ref={input}
            size="xs"
            aria-label={text('contacts.filter')}
            placeholder={text('contacts.filter')}
            value={typed}
            maxLength={100}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ContactActions onAdded={onOpen} isAny={all.length > 0} />
        </>
      }
      status={list.data ? <span>{text('contacts.status', { count: rows.length })}</span> : null}
    >
      <MasterDetail
        id="contacts"
        masterShare={55}
        master={
          <QueryView query={list} empty={() => (rows.length > 0 ? null : <Nothing isAny={all.length > 0} />)}>
            {() => (
              <VirtualTable
                label={text('contacts.list')}
                model={model}
                activeId={activeId}
                onActivate={setActiveId}
                onOpen={onOpen}
                isOpen={(id) => id === openId}
              />
            )}
          </QueryView>
        }
        detail={
          detail === null || list.data === undefined
            ? null
            : detail(all.find(({ contactId }) => contactId === openId) ?? null)
        }
      />
    </Page>
  );
}

function Nothing({ isAny }: { isAny: boolean }) {
  const text = useText();
  const key = isAny ? 'contacts.noMatch' : 'contacts.empty';
  return <StateView kind="empty" title={text(`${key}.title`)} hint={text(`${key}.text`)} />;
}
