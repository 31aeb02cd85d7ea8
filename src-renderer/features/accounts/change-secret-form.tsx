import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { accountSecret } from '../../../src-shared/domain/account.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import styles from './accounts.module.css';

/** The person's own secret; the old one is asked for. */
export function ChangeSecretForm() {
  const text = useText();
  const errorText = useErrorText();
  const [secret, setSecret] = useState('');
  const [newSecret, setNewSecret] = useState('');
  const change = useContractCommand('accounts.changeSecret');
  const clear = () => {
    setSecret('');
    setNewSecret('');
  };
  const toggle = { 'aria-label': text('accounts.showSecret') };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ secret, newSecret }, { onSuccess: clear });
      }}
    >
      <h2 className="strong">{text('accounts.changeSecret')}</h2>
      <PasswordInput
        w={280}
        label={text('accounts.secret')}
        value={secret}
        autoComplete="current-password"
        visibilityToggleButtonProps={toggle}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <PasswordInput
        w={280}
        label={text('accounts.newSecret')}
        description={text('accounts.secretHint')}
        value={newSecret}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
        onChange={(event) => setNewSecret(event.currentTarget.value)}
      />
      {change.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(change.error.shape).title}
        </p>
      ) : null}
      {change.isSuccess && newSecret === '' ? <p role="status">{text('accounts.secretChanged')}</p> : null}
      <Button
        type="submit"
        variant="default"
        disabled={secret === '' || !accountSecret.safeParse(newSecret).success}
        loading={change.isPending}
      >
        {text('accounts.changeSecret')}
      </Button>
    </form>
  );
}
