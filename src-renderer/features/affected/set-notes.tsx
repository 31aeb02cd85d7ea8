import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { AffectedNote } from '../../../src-shared/domain/affected-set.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './affected.module.css';

const shortestNote = 3;

/** What was found out and who was told, newest first; kept with the list. */
export function SetNotes({ setId, notes }: { setId: string; notes: readonly AffectedNote[] }) {
  const text = useText();
  const may = useMay();
  const report = useReportError();
  const [written, setWritten] = useState('');
  const command = useContractCommand('affected.note');
  const isReady = written.trim().length >= shortestNote;
  return (
    <section className={classes.section} aria-label={text('affected.notes')}>
      <h3>{text('affected.notes')}</h3>
      {notes.length === 0 ? <p className="dim">{text('affected.notes.none')}</p> : null}
      {notes.map((note) => (
        <div key={`${note.at} ${note.person}`}>
          <p className={classes.note}>{note.text ?? text('affected.notes.gone')}</p>
          <span className={classes.under}>
            {note.person} · <RelativeTime at={note.at} />
          </span>
        </div>
      ))}
      {may('affected.note') ? (
        <>
          <Textarea
            aria-label={text('affected.notes.new')}
            placeholder={text('affected.notes.new')}
            autosize
            minRows={1}
            maxLength={2000}
            value={written}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
          <div className={classes.buttons}>
            <Button
              size="xs"
              variant="default"
              disabled={!isReady}
              loading={command.isPending}
              onClick={() =>
                command.mutate({ setId, text: written.trim() }, { onSuccess: () => setWritten(''), onError: report })
              }
            >
              {text('affected.notes.add')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
