import { Textarea } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

type WordsDialogProps = {
  title: string;
  label: string;
  confirmLabel: string;
  isBusy: boolean;
  /** Why it was not taken; null = nothing was refused. */
  error: string | null;
  children?: ReactNode;
  onConfirm: (words: string) => void;
  onClose: () => void;
};

const shortest = 3;

/** Asks for a few words of a person, which stay on the timeline. */
export function WordsDialog({
  title,
  label,
  confirmLabel,
  isBusy,
  error,
  children,
  onConfirm,
  onClose,
}: WordsDialogProps) {
  const text = useText();
  const [words, setWords] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  // The button that was pressed cannot keep the focus while it waits; what was refused is mended in the field.
  useEffect(() => {
    if (error !== null) field.current?.focus();
  }, [error]);
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={confirmLabel}
      isComplete={words.trim().length >= shortest}
      isBusy={isBusy}
      onConfirm={() => onConfirm(words.trim())}
      onClose={onClose}
    >
      {children}
      <Textarea
        ref={field}
        label={label}
        description={text('incidents.titleHint')}
        value={words}
        maxLength={2000}
        autosize
        minRows={3}
        required
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {error === null ? null : <p role="alert">{error}</p>}
    </ConfirmDialog>
  );
}
