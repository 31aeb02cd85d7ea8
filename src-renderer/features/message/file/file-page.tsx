import { Button } from '@mantine/core';
import { IconFolderOpen, IconX } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { Page } from '../../../ui/page.tsx';
import { StateView } from '../../../ui/state-view.tsx';
import classes from './file.module.css';
import { FileView } from './file-view.tsx';
import type { FileState } from './message-file.ts';
import { useMessageFile } from './use-message-file.ts';

/** A message file of one's own, by picker, drop or paste: read like any message, without an engine. */
export function FilePage() {
  const text = useText();
  const { state, open, close } = useMessageFile();
  const picker = useRef<HTMLInputElement>(null);
  usePaste((pasted) => void open(new Blob([pasted]), text('file.pasted')));
  const pick = () => picker.current?.click();
  return (
    <Page
      title={text('nav.file')}
      covers={text('file.covers')}
      actions={
        <>
          {state.kind === 'open' ? (
            <Button size="compact-sm" variant="default" leftSection={<IconX size={15} />} onClick={() => void close()}>
              {text('file.close')}
            </Button>
          ) : null}
          <Button size="compact-sm" leftSection={<IconFolderOpen size={15} />} onClick={pick}>
            {text('file.choose')}
          </Button>
        </>
      }
    >
      <DropArea onFile={(file) => void open(file, file.name)}>
        <input
          ref={picker}
          className={classes.picker}
          type="file"
          tabIndex={-1}
          aria-label={text('file.choose')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file) void open(file, file.name);
          }}
        />
        <Content state={state} onPick={pick} />
      </DropArea>
    </Page>
  );
}

function Content({ state, onPick }: { state: FileState; onPick: () => void }) {
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
      return <FileView key={state.file.ref.nativeId} file={state.file} />;
  }
}

/** Takes a file dropped anywhere on the page. */
function DropArea({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  const text = useText();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={classes.drop}
      aria-label={text('nav.file')}
      data-over={isOver || undefined}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      {children}
    </section>
  );
}

/** Text pasted on the page, not into one of its fields. */
function usePaste(onText: (text: string) => void): void {
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      const pasted = event.clipboardData?.getData('text/plain') ?? '';
      if (target?.closest('input, textarea, [contenteditable="true"]') || pasted === '') return;
      event.preventDefault();
      latest.current(pasted);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}
