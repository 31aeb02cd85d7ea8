import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { ConnectorStatus, LifecycleAction } from '../../../src-shared/domain/channel.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { newRequestId } from '../../bridge/request-id.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import type { TextKey } from '../../locales/text-key.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ResultDialog } from '../../ui/result-dialog.tsx';
import { ConnectionName } from '../../widgets/connection-name.tsx';
import { EnvironmentWord } from '../../widgets/environment-word.tsx';
import type { ChannelRow } from './channel-filter.ts';
import styles from './monitor.module.css';

type BrakeDialogProps = {
  row: ChannelRow;
  connector: ConnectorStatus | null;
  action: LifecycleAction;
  onClose: () => void;
};

/** Says what will happen and what the engine will not do, asks the reason, and afterwards shows the state read back from the engine. */
export function BrakeDialog({ row, connector, action, onClose }: BrakeDialogProps) {
  const text = useText();
  const errorText = useErrorText();
  const [requestId] = useState(newRequestId);
  const target = {
    connectionId: row.connectionId,
    channelId: row.channelId,
    connectorId: connector?.nativeId ?? null,
    action,
  };
  const obstacle = useContractQuery('monitor.brakeObstacle', target);
  const brake = useContractCommand('monitor.brake', ['monitor.overview']);
  const name = connector ? text('brake.connectorOf', { connector: connector.name, channel: row.name }) : row.name;
  const title = text('brake.actionOn', { action: text(`brake.action.${action}`), name });
  if (brake.data) return <BrakeResult title={title} outcome={brake.data} onClose={onClose} />;
  if (brake.error) {
    const { title: what, hint } = errorText(brake.error.shape);
    return <ResultDialog title={title} tone="bad" headline={what} hint={hint} onClose={onClose} />;
  }
  const reasonKey = obstacle.data?.reasonKey ?? null;
  const refusal = obstacle.error
    ? errorText(obstacle.error.shape).title
    : reasonKey && text.from(reasonKey, {}, text('brake.refused'));
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={text(`brake.action.${action}`)}
      needsReason
      isDangerous={action === 'stop' || action === 'pause'}
      isBusy={brake.isPending || obstacle.isPending}
      obstacle={refusal}
      onConfirm={(reason) => brake.mutate({ ...target, requestId, reason })}
      onClose={onClose}
    >
      <BrakeWhere connectionId={row.connectionId} />
      {refusal ? null : <p>{text(effectKey(action, connector))}</p>}
    </ConfirmDialog>
  );
}

/** What the engine then does or leaves, told of the channel or of the one connector. */
function effectKey(action: LifecycleAction, connector: ConnectorStatus | null): TextKey {
  if (!connector) return `brake.effect.${action}`;
  const isGoing = action === 'start' || action === 'resume';
  return `brake.effect.${connector.role}.${isGoing ? 'start' : 'stop'}`;
}

function BrakeWhere({ connectionId }: { connectionId: string }) {
  const { data } = useContractQuery('connections.list', {});
  const view = data?.items.find(({ connection }) => connection.connectionId === connectionId);
  if (!data || !view) return null;
  return (
    <div className={styles.row}>
      <EnvironmentWord environment={data.environment} />
      <ConnectionName connection={view.connection} />
    </div>
  );
}

type BrakeResultProps = { title: string; outcome: OutputOf<'monitor.brake'>; onClose: () => void };

function BrakeResult({ title, outcome, onClose }: BrakeResultProps) {
  const text = useText();
  const state = text(`channelState.${outcome.stateAfter}`);
  return (
    <ResultDialog
      title={title}
      tone={outcome.reached ? 'good' : 'open'}
      headline={text(outcome.reached ? 'brake.reached' : 'brake.notReached', { state })}
      hint={text(outcome.reached ? 'brake.reachedHint' : 'brake.notReachedHint')}
      onClose={onClose}
    />
  );
}
