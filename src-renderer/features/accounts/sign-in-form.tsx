import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../locales/use-text.ts';
import { Entrance } from './entrance.tsx';
import { useSessionCommands } from './use-session-commands.ts';

/** Name and secret. `onBack` leads back to the locked person's own form. */
export function SignInForm({ suggestedName, onBack }: { suggestedName: string; onBack?: () => void }) {
  const text = useText();
  const { signIn } = useSessionCommands();
  const [name, setName] = useState(suggestedName);
  const [secret, setSecret] = useState('');
  return (
    <Entrance
      title={text('accounts.signInTitle')}
      hint={text('accounts.signInHint')}
      error={signIn.error}
      onSubmit={() => signIn.mutate({ name: name.trim(), secret })}
    >
      <TextInput
        label={text('accounts.name')}
        value={name}
        autoComplete="username"
        autoFocus={suggestedName === ''}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={text('accounts.secret')}
        value={secret}
        autoComplete="current-password"
        autoFocus={suggestedName !== ''}
        visibilityToggleButtonProps={{ 'aria-label': text('accounts.showSecret') }}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === '' || secret === ''} loading={signIn.isPending}>
        {text('accounts.signIn')}
      </Button>
      {onBack ? (
        <Button variant="default" onClick={onBack}>
          {text('ui.cancel')}
        </Button>
      ) : null}
    </Entrance>
  );
}
