import { Radio } from '@mantine/core';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import classes from './replay.module.css';

type ReplayRouteProps = {
  environment: Environment;
  messageRef: MessageRef;
  /** Null = back into the channel. */
  value: string | null;
  onChange: (targetConnectionId: string | null) => void;
};

const throughEngine = 'engine';

/** Through the engine, or straight to a receiver of the same environment; not asked where there is no receiver. */
export function ReplayRoute({ environment, messageRef, value, onChange }: ReplayRouteProps) {
  const text = useText();
  const { data } = useContractQuery('connections.list', {});
  const targets = (data?.items ?? []).filter(
    ({ connection, capabilities }) =>
      connection.environment === environment &&
      connection.connectionId !== messageRef.connectionId &&
      capabilities.takeForeignMessages?.can === true,
  );
  if (targets.length === 0) return null;
  return (
    <Radio.Group
      label={text('replay.plan.route')}
      value={value ?? throughEngine}
      onChange={(chosen) => onChange(chosen === throughEngine ? null : chosen)}
    >
      <div className={classes.destinations}>
        <Radio size="xs" value={throughEngine} label={text('replay.plan.route.engine')} />
        {targets.map(({ connection }) => (
          <Radio
            key={connection.connectionId}
            size="xs"
            value={connection.connectionId}
            label={text('replay.plan.route.past', { name: connection.name })}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
