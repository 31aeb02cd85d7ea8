import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { handlingWays } from '../../../../src-shared/domain/failure-handling.ts';
import { useText } from '../../../locales/use-text.ts';
import { FrozenFacts, HowFar, manyFailures } from './frozen-facts.tsx';
import type { Decision, Frozen } from './use-handling.ts';

const shortestNote = 3;

type HandleFormProps = {
  firstWay: Decision['way'];
  frozen: Frozen;
  isBusy: boolean;
  progress: { done: number; total: number } | null;
  handle: (decision: Decision) => void;
  onClose: () => void;
};

/** What was done about the failures fixed: how, to whom, and a note. */
export function HandleForm({ firstWay, frozen, isBusy, progress, handle, onClose }: HandleFormProps) {
  const text = useText();
  const [way, setWay] = useState(firstWay);
  const [toWhom, setToWhom] = useState('');
  const [note, setNote] = useState('');
  const [typed, setTyped] = useState('');
  const needsNote = way === 'other' || way === 'not-needed';
  const written = note.trim();
  const isWritten = written === '' ? !needsNote : written.length >= shortestNote;
  const isReady =
    frozen.total > 0 && isWritten && (frozen.total < manyFailures || typed.trim() === String(frozen.total));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !isBusy) handle({ way, toWhom: toWhom.trim() || null, note: written || null });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <FrozenFacts frozen={frozen} effect={text('failures.handle.effect')} />
        <Select
          label={text('failures.handle.way')}
          data-autofocus
          allowDeselect={false}
          data={handlingWays.map((value) => ({ value, label: text(`failures.handle.way.${value}`) }))}
          value={way}
          onChange={(value) => setWay(handlingWays.find((each) => each === value) ?? 'phoned')}
        />
        <TextInput
          label={text('failures.handle.toWhom')}
          maxLength={200}
          value={toWhom}
          onChange={(event) => setToWhom(event.currentTarget.value)}
        />
        <Textarea
          label={text('failures.handle.note')}
          description={text('failures.handle.noteHint')}
          maxLength={2000}
          autosize
          minRows={2}
          required={needsNote}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {frozen.total >= manyFailures ? (
          <TextInput
            label={text('failures.handle.typed', { count: frozen.total })}
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        ) : null}
        {progress ? <HowFar {...progress} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={isBusy} onClick={onClose}>
            {text('ui.cancel')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={isBusy}>
            {text('failures.handle.confirm', { count: frozen.total })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
