import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { OwnAct } from '../../../../src-shared/domain/failure-handling.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { fromLocalField, toLocalField } from '../../../ui/format/local-field.ts';
import { takeFocus } from '../../../ui/take-focus.ts';
import { useNow } from '../../../ui/use-now.ts';
import { snoozeMoments } from '../groups/group-moments.ts';
import { FrozenFacts, HowFar, manyFailures } from './frozen-facts.tsx';
import type { OwnDecision } from './use-deciding.ts';
import type { Frozen } from './use-handling.ts';

const shortestNote = 3;

type DecideFormProps = {
  act: OwnAct;
  /** ms UTC; null = to be asked for, with *snooze*. */
  until: number | null;
  frozen: Frozen;
  isBusy: boolean;
  progress: { done: number; total: number } | null;
  decide: (decision: OwnDecision) => void;
  onClose: () => void;
};

/** What is decided about the failures fixed: for whom or until when, and a note. */
export function DecideForm({ act, until: given, frozen, isBusy, progress, decide, onClose }: DecideFormProps) {
  const text = useText();
  const now = useNow();
  const session = useContractQuery('accounts.session', {});
  const [owner, setOwner] = useState<string | null>(null);
  const [untilText, setUntilText] = useState(() => toLocalField(given ?? snoozeMoments(now).morning));
  const [note, setNote] = useState('');
  const [typed, setTyped] = useState('');
  const who = owner ?? session.data?.account?.name ?? '';
  const until = fromLocalField(untilText);
  const written = note.trim();
  const isComplete =
    (act !== 'assign' || who.trim() !== '') &&
    (act !== 'snooze' || (until !== null && until > now)) &&
    (written === '' || written.length >= shortestNote) &&
    (frozen.total < manyFailures || typed.trim() === String(frozen.total));
  const isReady = frozen.total > 0 && isComplete;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    decide({
      act,
      owner: act === 'assign' ? who.trim() : null,
      until: act === 'snooze' ? until : null,
      note: written || null,
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <FrozenFacts frozen={frozen} effect={text(act === 'reopen' ? 'decide.effect.reopen' : 'decide.effect')} />
        {act === 'assign' ? (
          <TextInput
            label={text('groups.field.owner')}
            ref={takeFocus}
            required
            maxLength={100}
            value={who}
            onChange={(event) => setOwner(event.currentTarget.value)}
          />
        ) : null}
        {act === 'snooze' ? (
          <TextInput
            label={text('groups.field.until')}
            type="datetime-local"
            ref={takeFocus}
            required
            value={untilText}
            onChange={(event) => setUntilText(event.currentTarget.value)}
          />
        ) : null}
        <Textarea
          ref={act === 'assign' || act === 'snooze' ? null : takeFocus}
          label={text('decide.note')}
          description={text('decide.noteHint')}
          maxLength={2000}
          autosize
          minRows={2}
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
            {text(`decide.confirm.${act}`, { count: frozen.total })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
