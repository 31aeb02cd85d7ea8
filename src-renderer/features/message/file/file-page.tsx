import { Button } from '@mantine/core';
import { IconFolderOpen, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { usePaused } from '../../../bridge/paused.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { FilePicker } from '../../../ui/file-picker.tsx';
import { Page } from '../../../ui/page.tsx';
import { StateView } from '../../../ui/state-view.tsx';
import { useFileDrop } from '../../../ui/use-file-drop.ts';
import { useLatest } from '../../../ui/use-latest.ts';
import { useTell } from '../../../ui/use-tell.ts';
import classes from './file.module.css';
import { FileView } from './file-view.tsx';
import type { FileState } from './message-file.ts';
import { useMessageFile } from './use-message-file.ts';

/** A message file of one's own, by picker, drop or paste: read like any message, without an engine. */
export function FilePage() {
  const text = useText();
  const { state, open, close } = useMessageFile();
  const picker = useRef<HTMLInputElement>(null);
  const tell = useTell();
  // Behind the lock the page stays as it is.
  const isPaused = usePaused();
  const [isEditing, setEditing] = useState(false);
  const take = ([file, ...others]: readonly File[]): void => {
    if (file) void open(file, file.name);
    if (others.length > 0) tell(text('file.onlyFirst', { count: others.length }));
  };
  const isOver = useFileDrop(isPaused || isEditing ? null : take);
  usePaste(isPaused || isEditing ? null : (pasted) => void open(new Blob([pasted]), text('file.pasted')));
  const pick = () => picker.current?.click();
  return (
    <Page
      title={text('nav.file')}
      covers={text('file.covers')}
      actions={
        isEditing ? null : (
          <>
            {state.kind === 'open' ? (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconX size={15} />}
                onClick={() => void close()}
              >
                {text('file.close')}
              </Button>
            ) : null}
            <Button size="compact-sm" leftSection={<IconFolderOpen size={15} />} onClick={pick}>
              {text('file.choose')}
            </Button>
          </>
        )
      }
    >
      <section className={classes.drop} aria-label={text('nav.file')} data-over={isOver || undefined}>
        <FilePicker ref={picker} label={text('file.choose')} onFiles={take} />
        <Content {...{ state, isEditing }} onPick={pick} onEditing={setEditing} />
      </section>
    </Page>
  );
}

type ContentProps = {
  state: FileState;
  isEditing: boolean;
  onPick: () => void;
  onEditing: (isEditing: boolean) => void;
};

function Content({ state, isEditing, onPick, onEditing }: ContentProps) {
  const text = useText();
  const errorText = useErrorText();
  const choose = { label: text('file.choose'), run: onPick };
  switch (state.kind) {
    case 'none':
      return <StateView kind="empty" title={text('file.none')} hint={text('file.none.text')} action={choose} />;
    case 'reading':
      return (
        <div className={classes.reading} role="status">
          {text('file.reading', { percent: Math.round(state.part * 100) })}
          <progress
            max={1}
            value={state.part}
            aria-label={text('file.reading', { percent: Math.round(state.part * 100) })}
          />
        </div>
      );
    case 'failed':
      return state.error ? (
        <StateView kind="error" {...errorText(state.error.shape)} action={choose} />
      ) : (
        <StateView kind="error" title={text('file.unreadable')} action={choose} />
      );
    default:
      return <FileView key={state.file.ref.nativeId} file={state.file} {...{ isEditing, onEditing }} />;
  }
}

/** Text pasted on the page, not into one of its fields. */
function usePaste(onText: ((text: string) => void) | null): void {
  const latest = useLatest(onText);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      const pasted = event.clipboardData?.getData('text/plain') ?? '';
      if (target?.closest('input, textarea, [contenteditable="true"]') || pasted === '') return;
      if (latest.current === null) return;
      event.preventDefault();
      latest.current(pasted);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [latest]);
}
