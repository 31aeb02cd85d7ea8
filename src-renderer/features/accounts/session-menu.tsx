import { Button, Menu } from '@mantine/core';
import { IconLock, IconLogout, IconUser } from '@tabler/icons-react';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { useSessionCommands } from './use-session-commands.ts';

/** Who is signed in, with locking and leaving. Locking is also how a colleague takes over: the lock offers both. */
export function SessionMenu() {
  const text = useText();
  const { data } = useContractQuery('accounts.session', {});
  const lock = useContractCommand('accounts.lock', ['accounts.session']);
  const { signOut } = useSessionCommands();
  const reportError = useReportError();
  useKeys([{ keys: 'g l', label: text('accounts.lock'), run: () => lock.mutate({}, { onError: reportError }) }]);
  if (!data?.account) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconUser size={15} aria-hidden />}>
          {data.account.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{data.account.roles.map((role) => text(`role.${role}`)).join(', ')}</Menu.Label>
        <Menu.Item
          leftSection={<IconLock size={15} aria-hidden />}
          onClick={() => lock.mutate({}, { onError: reportError })}
        >
          {text('accounts.lock')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={15} aria-hidden />}
          onClick={() => signOut.mutate(undefined, { onError: reportError })}
        >
          {text('accounts.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
