import { Button, Group, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { newKeySlot } from '../../../src-shared/contract/settings.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import styles from './settings.module.css';

type Slot = InputOf<'settings.addKeySlot'>['slot'];

/** Another way to open the data folder, for the day the first one is lost. */
export function AddKeySlot({ missing }: { missing: readonly Slot['kind'][] }) {
  const text = useText();
  const errorText = useErrorText();
  const [passphrase, setPassphrase] = useState('');
  const add = useContractCommand('settings.addKeySlot', ['settings.get']);
  const draft: Slot = { kind: 'passphrase', passphrase };
  return (
    <>
      <Group gap="xs">
        {missing
          .filter((kind) => kind !== 'passphrase')
          .map((kind) => (
            <Button key={kind} variant="default" loading={add.isPending} onClick={() => add.mutate({ slot: { kind } })}>
              {text(`settings.addKeySlot.${kind}`)}
            </Button>
          ))}
      </Group>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ slot: draft }, { onSuccess: () => setPassphrase('') });
        }}
      >
        <PasswordInput
          label={text('settings.newPassphrase')}
          description={text('settings.newPassphraseHint')}
          value={passphrase}
          autoComplete="new-password"
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={!newKeySlot.safeParse(draft).success}
          loading={add.isPending && add.variables.slot.kind === 'passphrase'}
        >
          {text('settings.addKeySlot.passphrase')}
        </Button>
      </form>
      {add.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(add.error.shape).title}
        </p>
      ) : null}
    </>
  );
}
