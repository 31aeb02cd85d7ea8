import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { saveFile } from '../../ui/save-file.ts';
import { ContactForm } from './contact-form.tsx';
import { dayOf } from './contact-view.ts';
import { TakeFileDialog } from './take-file-dialog.tsx';

/** Adds one by hand, or many by file; and writes all to one. */
export function ContactActions({ onAdded, isAny }: { onAdded: (contactId: string) => void; isAny: boolean }) {
  const text = useText();
  const may = useMay();
  const reportError = useReportError();
  const write = useContractCommand('contacts.writeFile', ['audit.list']);
  const [open, setOpen] = useState<'form' | 'file' | null>(null);
  const close = (): void => setOpen(null);
  if (!may('contacts.save')) return null;
  const save = (): void =>
    write.mutate(
      {},
      {
        onSuccess: ({ text: written }) =>
          saveFile(new TextEncoder().encode(written), `contacts-${dayOf(Date.now())}.csv`),
        onError: reportError,
      },
    );
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpen('form')}>
        {text('contacts.add')}
      </Button>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size="md" aria-label={text('contacts.more')} loading={write.isPending}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('file')}>{text('contacts.file.take')}</Menu.Item>
          <Menu.Item disabled={!isAny} onClick={save}>
            {text('contacts.file.write')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'form' ? (
        <ContactForm
          contact={null}
          onSaved={(contactId) => {
            close();
            onAdded(contactId);
          }}
          onClose={close}
        />
      ) : null}
      {open === 'file' ? <TakeFileDialog onClose={close} /> : null}
    </>
  );
}
