import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';
import { type ConnectionDraft, type DraftProblem, readPlace, withUrl, writePlace } from './connection-draft.ts';

type FieldsProps = {
  draft: ConnectionDraft;
  problems: readonly DraftProblem[];
  onChange: (draft: ConnectionDraft) => void;
};

/** Where a receiver listens: machine, port, and whether it is encrypted. */
export function ReceiverPlace({ draft, problems, onChange }: FieldsProps) {
  const text = useText();
  const place = readPlace(draft.connection.url);
  const change = (part: Partial<typeof place>) => onChange(withUrl(draft, writePlace({ ...place, ...part })));
  return (
    <>
      <TextInput
        label={text('connections.mllp.host')}
        description={text('connections.mllp.hostHint')}
        value={place.host}
        error={problems.includes('url') ? text('connections.problem.place') : null}
        onChange={(event) => change({ host: event.currentTarget.value })}
      />
      <NumberInput
        label={text('connections.mllp.port')}
        description={'\u00a0'}
        value={place.port}
        min={1}
        max={65_535}
        allowDecimal={false}
        onChange={(port) => change({ port: String(port) })}
      />
      <Switch
        label={text('connections.mllp.tls')}
        description={text('connections.mllp.tlsHint')}
        checked={place.isTls}
        onChange={(event) => change({ isTls: event.currentTarget.checked })}
      />
    </>
  );
}

/** How long an acknowledgement is awaited, and over how many connections. */
export function ReceiverBehaviour({ draft, problems, onChange }: FieldsProps) {
  const text = useText();
  const { mllp } = draft.connection;
  if (mllp === null) return null;
  const change = (part: Partial<typeof mllp>) =>
    onChange({ ...draft, connection: { ...draft.connection, mllp: { ...mllp, ...part } } });
  return (
    <>
      <NumberInput
        label={text('connections.mllp.answerTimeout')}
        description={text('connections.mllp.answerTimeoutHint')}
        value={mllp.answerTimeoutMs / 1000}
        min={1}
        max={300}
        suffix=" s"
        error={problems.includes('answerTimeoutMs') ? text('connections.problem.answerTimeoutMs') : null}
        onChange={(value) => change({ answerTimeoutMs: Math.round(Number(value) * 1000) })}
      />
      <NumberInput
        label={text('connections.mllp.connectionCount')}
        description={text('connections.mllp.connectionCountHint')}
        value={mllp.connectionCount}
        min={1}
        max={16}
        allowDecimal={false}
        error={problems.includes('connectionCount') ? text('connections.problem.connectionCount') : null}
        onChange={(value) => change({ connectionCount: Number(value) })}
      />
    </>
  );
}
