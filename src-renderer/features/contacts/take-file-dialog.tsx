import { FileInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { contactColumns } from '../../../src-shared/domain/contacts/read-contacts.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useTell } from '../../ui/use-tell.ts';
import classes from './contacts.module.css';

/** Contacts from a file or pasted: what would change is shown first, and a file with a fault changes nothing. */
export function TakeFileDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const tell = useTell();
  const [written, setWritten] = useState('');
  const isAsked = written.trim() !== '';
  const read = useContractQuery('contacts.readFile', { text: written }, { enabled: isAsked, isFresh: true });
  const take = useContractCommand('contacts.takeFile', ['contacts.list']);
  const { requestId, renewAfter } = useRequestId();
  const error = take.error ?? read.error;
  const found = isAsked ? (read.data ?? null) : null;
  return (
    <ConfirmDialog
      title={text('contacts.file.take')}
      confirmLabel={text('contacts.file.confirm')}
      isComplete={found !== null && found.faultCount === 0 && found.added + found.changed > 0}
      isBusy={take.isPending}
      onConfirm={() =>
        take.mutate(
          { requestId, text: written },
          {
            onSuccess: ({ added, changed }) => {
              tell(text('contacts.file.done', { added, changed }));
              onClose();
            },
            onError: renewAfter,
          },
        )
      }
      onClose={onClose}
    >
      <FileInput
        label={text('contacts.file.choose')}
        placeholder={text('contacts.file.placeholder')}
        accept=".csv,.txt,text/csv"
        onChange={(file) => void file?.text().then(setWritten)}
      />
      <Textarea
        label={text('contacts.file.text')}
        description={text('contacts.file.columns', {
          columns: contactColumns.filter((name) => name !== 'name').join(', '),
        })}
        rows={6}
        spellCheck={false}
        value={written}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      <div aria-live="polite">{found === null ? null : <Found found={found} />}</div>
      {error ? <p role="alert">{errorText(error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}

function Found({ found }: { found: OutputOf<'contacts.readFile'> }) {
  const text = useText();
  const { added, changed, same, faults, faultCount } = found;
  if (faultCount === 0) return <p>{text('contacts.file.found', { added, changed, same })}</p>;
  return (
    <>
      <p className="strong">{text('contacts.file.faults', { count: faultCount })}</p>
      <ul className={classes.faults}>
        {faults.map(({ line, column, fault }) => (
          <li key={`${line} ${column} ${fault}`}>
            {text('contacts.file.line', { line })}{' '}
            {text.from(
              `contacts.fault.${fault}`,
              { column: column ?? '' },
              text('contacts.fault.value', { column: column ?? '' }),
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
