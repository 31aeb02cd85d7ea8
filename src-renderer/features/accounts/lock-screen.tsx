import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { Entrance } from './entrance.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useSessionCommands } from './use-session-commands.ts';

/** Asks the session's owner for the secret; another person can sign in instead. */
export function LockScreen({ name }: { name: string }) {
  const text = useText();
  const unlock = useContractCommand('accounts.unlock', ['accounts.session']);
  const { signOut } = useSessionCommands();
  const [secret, setSecret] = useState('');
  const [isSwitching, setSwitching] = useState(false);
  if (isSwitching) return <SignInForm suggestedName="" onBack={() => setSwitching(false)} />;
  return (
    <Entrance
      title={text('accounts.lockedTitle', { name })}
      hint={text('accounts.lockedHint')}
      error={unlock.error}
      onSubmit={() => unlock.mutate({ secret }, { onSuccess: () => setSecret('') })}
    >
      <PasswordInput
        label={text('accounts.secret')}
        value={secret}
        autoComplete="current-password"
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': text('accounts.showSecret') }}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <Button type="submit" disabled={secret === ''} loading={unlock.isPending}>
        {text('accounts.unlock')}
      </Button>
      <Button variant="default" onClick={() => setSwitching(true)}>
        {text('accounts.switchPerson')}
      </Button>
      <Button variant="subtle" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        {text('accounts.signOut')}
      </Button>
    </Entrance>
  );
}
