import { TextInput } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';
import { type ConnectionDraft, type DraftProblem, withUrl } from './connection-draft.ts';
import styles from './connections.module.css';
import { PasswordField } from './password-field.tsx';

type FieldsProps = {
  draft: ConnectionDraft;
  problems: readonly DraftProblem[];
  hasPassword: boolean;
  onChange: (draft: ConnectionDraft) => void;
};

/** Where an engine is asked, and as whom. */
export function EngineFields({ draft, problems, hasPassword, onChange }: FieldsProps) {
  const text = useText();
  const { connection } = draft;
  return (
    <>
      <TextInput
        className={styles.wide}
        label={text('connections.url')}
        description={text('connections.urlHint')}
        value={connection.url}
        error={problems.includes('url') ? text('connections.problem.url') : null}
        onChange={(event) => onChange(withUrl(draft, event.currentTarget.value))}
      />
      <TextInput
        label={text('connections.username')}
        value={connection.username}
        autoComplete="off"
        onChange={(event) => onChange({ ...draft, connection: { ...connection, username: event.currentTarget.value } })}
      />
      <PasswordField
        label={text('connections.password')}
        isStored={hasPassword}
        value={draft.secrets.password}
        onChange={(password) => onChange({ ...draft, secrets: withPassword(draft.secrets, password) })}
      />
    </>
  );
}

type Secrets = ConnectionDraft['secrets'];

/** @param password undefined = keep what is stored */
function withPassword({ password: _, ...others }: Secrets, password: string | undefined): Secrets {
  return password === undefined ? others : { ...others, password };
}
