import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type Account,
  accountName,
  accountSecret,
  isGenericName,
  type Role,
  roles,
} from '../../../src-shared/domain/account.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import styles from './accounts.module.css';

/** A new account, or the roles and the closing of an existing one. @param account null = new */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const errorText = useErrorText();
  const [name, setName] = useState(account?.name ?? '');
  const [secret, setSecret] = useState('');
  const [chosen, setChosen] = useState<Role[]>(account?.roles ?? ['operator']);
  const [isDisabled, setDisabled] = useState(account?.disabled ?? false);
  const create = useContractCommand('accounts.create', ['accounts.list']);
  const update = useContractCommand('accounts.update', ['accounts.list', 'accounts.session']);
  const error = create.error ?? update.error;
  const isNamed = account !== null || (accountName.safeParse(name).success && accountSecret.safeParse(secret).success);
  const save = () => {
    if (account)
      update.mutate({ accountId: account.accountId, roles: chosen, disabled: isDisabled }, { onSuccess: onClose });
    else create.mutate({ name: name.trim(), secret, roles: chosen }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={account ? account.name : text('accounts.add')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <Stack gap="sm">
        {account ? null : (
          <>
            <TextInput
              label={text('accounts.name')}
              description={isGenericName(name) ? text('accounts.genericName') : text('accounts.nameHint')}
              value={name}
              autoComplete="off"
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <PasswordInput
              label={text('accounts.firstSecret')}
              description={text('accounts.secretHint')}
              value={secret}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': text('accounts.showSecret') }}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
          </>
        )}
        <Checkbox.Group
          label={text('accounts.roles')}
          value={chosen}
          onChange={(values) => setChosen(values as Role[])}
        >
          <Stack gap={4} mt={4}>
            {roles.map((role) => (
              <Checkbox
                key={role}
                value={role}
                label={text(`role.${role}`)}
                description={text(`accounts.may.${role}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {account ? (
          <Switch
            label={text('accounts.disabled')}
            checked={isDisabled}
            onChange={(event) => setDisabled(event.currentTarget.checked)}
          />
        ) : null}
        {error ? (
          <p role="alert" className={styles.failed}>
            {errorText(error.shape).title}
          </p>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {text('ui.cancel')}
          </Button>
          <Button
            disabled={!isNamed || chosen.length === 0}
            loading={create.isPending || update.isPending}
            onClick={save}
          >
            {text('ui.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
