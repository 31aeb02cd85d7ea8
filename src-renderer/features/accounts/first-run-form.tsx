import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { accountName, accountSecret, isGenericName } from '../../../src-shared/domain/account.ts';
import { useText } from '../../locales/use-text.ts';
import { Entrance } from './entrance.tsx';
import { useSessionCommands } from './use-session-commands.ts';

/** Makes the first account, with every role. A generic name is allowed, with a word on what it may not do. */
export function FirstRunForm({ suggestedName }: { suggestedName: string }) {
  const text = useText();
  const { createFirst } = useSessionCommands();
  const [name, setName] = useState(suggestedName);
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const isReady = accountName.safeParse(name).success && accountSecret.safeParse(secret).success && secret === again;
  return (
    <Entrance
      title={text('accounts.firstTitle')}
      hint={text('accounts.firstHint')}
      error={createFirst.error}
      onSubmit={() => isReady && createFirst.mutate({ name: name.trim(), secret })}
    >
      <TextInput
        label={text('accounts.name')}
        description={isGenericName(name) ? text('accounts.genericName') : text('accounts.nameHint')}
        value={name}
        autoComplete="username"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={text('accounts.newSecret')}
        description={text('accounts.secretHint')}
        value={secret}
        autoComplete="new-password"
        data-autofocus
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': text('accounts.showSecret') }}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <PasswordInput
        label={text('accounts.secretAgain')}
        value={again}
        autoComplete="new-password"
        error={again !== '' && again !== secret ? text('accounts.secretsDiffer') : null}
        visibilityToggleButtonProps={{ 'aria-label': text('accounts.showSecret') }}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!isReady} loading={createFirst.isPending}>
        {text('accounts.createFirst')}
      </Button>
    </Entrance>
  );
}
