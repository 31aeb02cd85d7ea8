import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConnectorStatus, LifecycleAction } from '../../../src-shared/domain/channel.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { brakeActionsFor } from './brake-actions.ts';
import { BrakeDialog } from './brake-dialog.tsx';
import type { ChannelRow } from './channel-filter.ts';
import styles from './monitor.module.css';

const icons = { start: IconPlayerPlay, resume: IconPlayerPlay, pause: IconPlayerPause, stop: IconPlayerStop } as const;

/** The brake of one channel: what can be asked of it in its present state. */
export function BrakeBar({ row }: { row: ChannelRow }) {
  const text = useText();
  const may = useMay();
  if (!may('monitor.brake')) return null;
  return (
    <div className={styles.row}>
      <BrakeButtons row={row} connector={null} />
      {brakeActionsFor(row.state, 'channel').length === 0 ? (
        <span className="dim">{text('brake.nothingNow', { state: text(`channelState.${row.state}`) })}</span>
      ) : null}
    </div>
  );
}

/** @param connector null = the whole channel */
export function BrakeButtons({ row, connector }: { row: ChannelRow; connector: ConnectorStatus | null }) {
  const text = useText();
  const may = useMay();
  const [action, setAction] = useState<LifecycleAction | null>(null);
  if (!may('monitor.brake')) return null;
  const actions = brakeActionsFor(connector?.state ?? row.state, connector ? 'connector' : 'channel');
  return (
    <>
      {actions.map((each) => {
        const Icon = icons[each];
        const label = text(`brake.action.${each}`);
        return (
          <Button
            key={each}
            variant="default"
            size={connector ? 'compact-xs' : 'compact-sm'}
            leftSection={<Icon size={14} aria-hidden />}
            aria-label={connector ? text('brake.actionOn', { action: label, name: connector.name }) : undefined}
            onClick={() => setAction(each)}
          >
            {label}
          </Button>
        );
      })}
      {action ? <BrakeDialog row={row} connector={connector} action={action} onClose={() => setAction(null)} /> : null}
    </>
  );
}
