import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { fromLocalField, toLocalField } from '../../../ui/format/local-field.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { snoozeMoments } from './group-moments.ts';
import { useScopeWords } from './group-scope.tsx';
import type { GroupView } from './group-view.ts';
import type { GroupDecision } from './use-group-act.ts';

/** The decisions that something has to be written for. */
export type AskedAct = 'assign' | 'snooze' | 'resolve' | 'note' | 'runbook';

type DecisionDialogProps = {
  act: AskedAct;
  groups: readonly GroupView[];
  /** The address there is now, with *runbook*. */
  runbook: string | null;
  isBusy: boolean;
  onDecide: (decision: GroupDecision) => void;
  onClose: () => void;
};

const shortestText = 3;

/** Asks for whom, until when, why or what is written. */
export function DecisionDialog(props: DecisionDialogProps) {
  useReturnFocus();
  const text = useText();
  const now = useNow();
  const session = useContractQuery('accounts.session', {});
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? firstValue(props, session.data?.account?.name ?? '', now);
  const decision = decisionOf(props.act, value.trim(), now);
  const decide = (event: FormEvent): void => {
    event.preventDefault();
    if (decision && !props.isBusy) props.onDecide(decision);
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={text(`groups.dialog.${props.act}`)}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={false}
    >
      <form onSubmit={decide}>
        <Stack gap="sm">
          <Concerned groups={props.groups} />
          <DecisionField act={props.act} value={value} onValue={setTyped} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {text('ui.cancel')}
            </Button>
            <Button type="submit" disabled={decision === null} loading={props.isBusy}>
              {text('groups.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** One is named, several are counted: what is chosen in the list need not be what is open beside it. */
function Concerned({ groups }: { groups: readonly GroupView[] }) {
  const text = useText();
  const [first] = groups;
  if (first && groups.length === 1) return <ConcernedGroup group={first} />;
  return <p>{text('groups.act.on', { count: groups.length })}</p>;
}

function ConcernedGroup({ group }: { group: GroupView }) {
  const text = useText();
  const scope = useScopeWords(group);
  return (
    <p className="dim">
      {text(`groupKind.${group.cause.kind}.what`)} · {scope}
    </p>
  );
}

type DecisionFieldProps = { act: AskedAct; value: string; onValue: (value: string) => void };

function DecisionField({ act, value, onValue }: DecisionFieldProps) {
  const text = useText();
  const common = { value, 'data-autofocus': true } as const;
  if (act === 'resolve' || act === 'note')
    return (
      <Textarea
        {...common}
        label={text(act === 'note' ? 'groups.field.note' : 'groups.field.reason')}
        description={text('groups.field.noPatient')}
        maxLength={2000}
        autosize
        minRows={3}
        required
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    );
  const shape = {
    assign: { label: text('groups.field.owner'), maxLength: 100, required: true },
    snooze: { label: text('groups.field.until'), type: 'datetime-local', required: true },
    runbook: { label: text('groups.runbook.address'), description: text('groups.runbook.hint'), maxLength: 2000 },
  }[act];
  return <TextInput {...common} {...shape} onChange={(event) => onValue(event.currentTarget.value)} />;
}

function firstValue({ act, runbook }: DecisionDialogProps, ownName: string, now: number): string {
  if (act === 'assign') return ownName;
  if (act === 'snooze') return toLocalField(snoozeMoments(now).morning);
  return act === 'runbook' ? (runbook ?? '') : '';
}

/** Null: something is still to be given. The core decides what a web address is. */
function decisionOf(act: AskedAct, value: string, now: number): GroupDecision | null {
  if (act === 'runbook') return { act, text: value };
  if (act === 'assign') return value === '' ? null : { act, owner: value };
  if (act === 'snooze') {
    const until = fromLocalField(value);
    return until === null || until <= now ? null : { act, until };
  }
  return value.length < shortestText ? null : { act, text: value };
}
