import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { installationSettings } from '../../../src-shared/contract/settings.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { NotPermitted } from '../../bridge/not-permitted.tsx';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { JournalCopyState } from './journal-copy-state.tsx';
import styles from './settings.module.css';

type Installation = OutputOf<'settings.get'>['installation'];

const minuteMs = 60_000;

/** Locking, revealing, how long the cache keeps, and the journal's second place: for everybody at this installation. */
export function InstallationSection() {
  const query = useContractQuery('settings.get', {});
  const may = useMay();
  if (!may('settings.update')) return <NotPermitted name="settings.update" />;
  return (
    <QueryView query={query}>
      {(value) => <InstallationForm stored={value.installation} copy={value.journalCopy} />}
    </QueryView>
  );
}

type InstallationFormProps = { stored: Installation; copy: OutputOf<'settings.get'>['journalCopy'] };

function InstallationForm({ stored, copy }: InstallationFormProps) {
  const text = useText();
  const errorText = useErrorText();
  const [draft, setDraft] = useState(stored);
  const update = useContractCommand('settings.update', ['settings.get']);
  const isValid = installationSettings.safeParse(draft).success;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(stored);
  const minutes = (value: string | number) => Math.round(Number(value) * minuteMs);
  return (
    <form
      className={styles.section}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) update.mutate(draft);
      }}
    >
      <NumberInput
        label={text('settings.lockAfter')}
        description={text('settings.lockAfterHint')}
        value={draft.lockAfterMs / minuteMs}
        min={1}
        max={60}
        suffix=" min"
        onChange={(value) => setDraft({ ...draft, lockAfterMs: minutes(value) })}
      />
      <NumberInput
        label={text('settings.reveal')}
        description={text('settings.revealHint')}
        value={draft.revealMs / minuteMs}
        min={1}
        max={30}
        suffix=" min"
        onChange={(value) => setDraft({ ...draft, revealMs: minutes(value) })}
      />
      <NumberInput
        label={text('settings.cacheDays')}
        description={text('settings.cacheDaysHint')}
        value={draft.cacheDays}
        min={1}
        max={90}
        onChange={(value) => setDraft({ ...draft, cacheDays: Number(value) })}
      />
      <NumberInput
        label={text('settings.recordDays')}
        description={text('settings.recordDaysHint')}
        value={draft.recordDays}
        min={30}
        max={3650}
        onChange={(value) => setDraft({ ...draft, recordDays: Number(value) })}
      />
      <TextInput
        w="100%"
        label={text('settings.journalCopy')}
        description={text('settings.journalCopyFolder')}
        value={draft.journalCopyPath ?? ''}
        onChange={(event) => setDraft({ ...draft, journalCopyPath: event.currentTarget.value.trim() || null })}
      />
      <JournalCopyState copy={copy} />
      {update.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(update.error.shape).title}
        </p>
      ) : null}
      <Button type="submit" disabled={!isValid || !isChanged} loading={update.isPending}>
        {text('ui.save')}
      </Button>
    </form>
  );
}
