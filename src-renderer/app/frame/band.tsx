import { Button } from '@mantine/core';
import { IconFlask, IconSearch } from '@tabler/icons-react';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { SessionMenu } from '../../features/accounts/session-menu.tsx';
import { EnvironmentSwitch } from '../../features/connections/environment-switch.tsx';
import { useText } from '../../locales/use-text.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { EngineSummary } from './engine-summary.tsx';
import styles from './frame.module.css';
import { WatchSummary } from './watch-summary.tsx';

/** No event tells of an answer that changed nothing, so the ages shown are asked for. */
const ageEveryMs = 5000;

/** The line above everything: which environment, which engines, who watches since when, the search, who is signed in. */
export function Band({ onSearch, onPractice }: { onSearch: () => void; onPractice: () => void }) {
  const text = useText();
  const may = useMay();
  const { data } = useContractQuery('connections.list', {}, { everyMs: ageEveryMs });
  return (
    <header className={styles.band} data-environment={data?.environment}>
      <span className={styles.brand}>{text('app.name')}</span>
      {data ? <EnvironmentSwitch environment={data.environment} available={data.available} /> : null}
      <div className={styles.facts}>
        {data ? <EngineSummary connections={data.items} /> : null}
        <WatchSummary />
      </div>
      {data?.environment === 'PRACTICE' && may('practice.setSpeed') ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFlask size={14} aria-hidden />}
          onClick={onPractice}
        >
          {text('practice.open')}
        </Button>
      ) : null}
      <button type="button" className={styles.search} onClick={onSearch}>
        <IconSearch size={14} aria-hidden />
        <span>{text('palette.open')}</span>
        <KeyHint keys="Ctrl K" />
      </button>
      <SessionMenu />
    </header>
  );
}
