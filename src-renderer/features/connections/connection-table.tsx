import { Button } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ConnectionName } from '../../widgets/connection-name.tsx';
import { EnvironmentWord } from '../../widgets/environment-word.tsx';
import type { ConnectionView } from './connection-draft.ts';
import styles from './connections.module.css';

type ConnectionTableProps = {
  items: readonly ConnectionView[];
  /** Null for those who may not change connections. */
  onOpen: ((id: string) => void) | null;
};

/** Each connection with its state and the reason for it in a sentence. */
export function ConnectionTable({ items, onOpen }: ConnectionTableProps) {
  const text = useText();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{text('connections.name')}</th>
          <th>{text('connections.environment')}</th>
          <th>{text('connections.state')}</th>
          <th>{text('connections.answered')}</th>
          <th>
            <span className="visually-hidden">{text('connections.edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((view) => (
          <tr key={view.connection.connectionId}>
            <td>
              <ConnectionName connection={view.connection} />
              <div className="dim">{view.connection.url}</div>
            </td>
            <td>
              <EnvironmentWord environment={view.connection.environment} />
            </td>
            <td>
              <StateSentence view={view} />
            </td>
            <td>
              {view.state.checkedAt === null ? text('connections.never') : <RelativeTime at={view.state.checkedAt} />}
            </td>
            <td>
              {onOpen ? (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={text('connections.editOf', { name: view.connection.name })}
                  onClick={() => onOpen(view.connection.connectionId)}
                >
                  {text('connections.edit')}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "down: nobody answers at this address · 4 min", and that it may only read. */
export function StateSentence({ view }: { view: ConnectionView }) {
  const text = useText();
  const { connection, state } = view;
  if (!connection.enabled) return <span className="dim">{text('connections.disabled')}</span>;
  return (
    <>
      <span className={state.state === 'up' ? undefined : styles.attention}>
        {text(`engineState.${state.state}`)}
        {state.reasonKey ? `: ${text.from(state.reasonKey, state.params, '')}` : ''}
      </span>
      <div className="dim">
        {text('connections.since')} <RelativeTime at={state.since} bare />
        {state.version ? ` · ${text('connections.version', { version: state.version })}` : ''}
        {connection.readOnly ? ` · ${text('connections.readOnlyShort')}` : ''}
      </div>
    </>
  );
}
