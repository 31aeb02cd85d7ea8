import { Button } from '@mantine/core';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import classes from './replay.module.css';

/** Which message was sent again, by whom, when and why, with the way to it. */
export function ReplayFacts({
  replayId,
  onMessageOpen,
}: {
  replayId: string;
  onMessageOpen: (ref: MessageRef) => void;
}) {
  const text = useText();
  const { data } = useContractQuery('replay.get', { replayId });
  if (!data) return null;
  const { replay } = data;
  return (
    <>
      <div className={classes.factsHead}>
        <h2>{replay.channelName}</h2>
        <Button variant="default" size="compact-sm" onClick={() => onMessageOpen(replay)}>
          {text('replay.openMessage')}
        </Button>
      </div>
      <dl className={classes.factList}>
        <dt>{text('replay.column.when')}</dt>
        <dd>
          <Moment at={replay.createdAt} />
        </dd>
        <dt>{text('replay.column.person')}</dt>
        <dd>{replay.person}</dd>
        {replay.targetConnectionId === null ? null : (
          <>
            <dt>{text('replay.column.target')}</dt>
            <dd>
              <TargetName connectionId={replay.targetConnectionId} />
            </dd>
          </>
        )}
        <dt>{text('replay.column.edited')}</dt>
        <dd>{text(replay.isEdited ? 'replay.edited' : 'replay.unchanged')}</dd>
        <dt>{text('replay.column.reason')}</dt>
        <dd>{replay.reason ?? '–'}</dd>
      </dl>
    </>
  );
}

function TargetName({ connectionId }: { connectionId: string }) {
  const text = useText();
  const { data } = useContractQuery('connections.list', {});
  const found = data?.items.find(({ connection }) => connection.connectionId === connectionId);
  return found ? text('replay.target.past', { name: found.connection.name }) : text('replay.target.removed');
}
