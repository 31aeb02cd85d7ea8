import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';

type AskPatientProps = { onAsk: (number: string) => void; onClose: () => void };

/** Asks for the number whose look-ups are wanted; it stands in no address. */
export function AskPatient({ onAsk, onClose }: AskPatientProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      title={text('audit.ofPatient')}
      confirmLabel={text('audit.ofPatient.ask')}
      isComplete={typed.replaceAll(/[\s.-]/g, '').length === 11}
      onConfirm={() => onAsk(typed.trim())}
      onClose={onClose}
    >
      <TextInput
        label={text('audit.ofPatient.number')}
        description={text('audit.ofPatient.hint')}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        maxLength={20}
        required
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

export function LookupStatus({ found }: { found: OutputOf<'audit.ofPatient'> }) {
  const text = useText();
  const format = useFormat();
  const { items, messages, from, isCut } = found;
  return (
    <span>
      {text('audit.ofPatient.status', {
        count: items.length,
        messages: format.number(messages),
        from: format.time(from),
      })}{' '}
      {isCut ? text('audit.ofPatient.cut') : null}
    </span>
  );
}
