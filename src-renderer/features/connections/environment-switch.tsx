import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { EnvironmentWord } from '../../widgets/environment-word.tsx';

type EnvironmentSwitchProps = { environment: Environment; available: readonly Environment[] };

/** The environment shown; with more than one at hand, the explicit way to another. */
export function EnvironmentSwitch({ environment, available }: EnvironmentSwitchProps) {
  const text = useText();
  const switchTo = useContractCommand('connections.switchEnvironment', ['connections.list', 'monitor.overview']);
  const reportError = useReportError();
  const others = available.filter((each) => each !== environment);
  if (others.length === 0) return <EnvironmentWord environment={environment} />;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
          <EnvironmentWord environment={environment} />
          <IconChevronDown size={14} aria-label={text('connections.switchEnvironment')} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((each) => (
          <Menu.Item key={each} onClick={() => switchTo.mutate({ environment: each }, { onError: reportError })}>
            {text('connections.switchTo', { environment: text(`environment.${each}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
