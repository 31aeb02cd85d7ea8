import { TextInput } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { CallError } from '../../../bridge/call-error.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useText } from '../../../locales/use-text.ts';
import type { BodyInput } from './body-windows.ts';
import classes from './inspector.module.css';
import type { Located } from './use-place.ts';

const examples: Record<string, string> = { hl7v2: 'PID-5.2', xml: '/MsgHead/MsgInfo', 'kith-xml': '/MsgHead/MsgInfo' };

type JumpInputProps = {
  input: BodyInput;
  format: string;
  field: RefObject<HTMLInputElement | null>;
  onFound: (found: Located) => void;
  /** For a place that the message does not have: whether something could be done with the address. */
  onMissed?: (typed: string) => Promise<boolean>;
};

/** Go to a place of the message by its address. */
export function JumpInput({ input, format, field, onFound, onMissed }: JumpInputProps) {
  const text = useText();
  const { client } = useBridge();
  const report = useReportError();
  const [typed, setTyped] = useState('');
  const [missed, setMissed] = useState<string | null>(null);

  async function go(): Promise<void> {
    if (typed.trim() === '') return;
    try {
      const { found } = await client.call('message.locate', { ...input, at: typed.trim() });
      const isMissed = found === null && !(await onMissed?.(typed.trim()));
      setMissed(isMissed ? typed : null);
      if (found !== null) onFound(found);
    } catch (error) {
      if (error instanceof CallError) report(error);
    }
  }

  return (
    <TextInput
      ref={field}
      size="xs"
      className={classes.jump ?? ''}
      aria-label={text('inspect.jump')}
      title={text('inspect.jump.hint')}
      placeholder={text('inspect.jump.example', { path: examples[format] ?? 'entry[0].resource' })}
      maxLength={200}
      value={typed}
      error={missed === typed && typed !== '' ? text('inspect.jump.none') : null}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void go();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.currentTarget.blur();
      }}
    />
  );
}
