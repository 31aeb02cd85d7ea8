import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { isWatched } from '../../../src-shared/domain/connection.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ConnectionName } from '../../widgets/connection-name.tsx';
import styles from './monitor.module.css';

type ConnectionView = OutputOf<'connections.list'>['items'][number];
type Health = OutputOf<'monitor.overview'>['health'][number];

/** How each engine is: state with its reason, load, and the age of its last answer. */
export function EngineStrip({
  connections,
  health,
}: {
  connections: readonly ConnectionView[];
  health: readonly Health[];
}) {
  const enabled = connections.filter(({ connection }) => connection.enabled && isWatched(connection));
  if (enabled.length === 0) return null;
  return (
    <div className={styles.engines}>
      {enabled.map((view) => (
        <Engine
          key={view.connection.connectionId}
          view={view}
          health={health.find(({ connectionId }) => connectionId === view.connection.connectionId) ?? null}
        />
      ))}
    </div>
  );
}

function Engine({ view, health }: { view: ConnectionView; health: Health | null }) {
  const text = useText();
  const format = useFormat();
  const { state } = view;
  return (
    <span className={styles.engine}>
      <span className={styles.engineName}>
        <ConnectionName connection={view.connection} />
      </span>
      <span className={state.state === 'up' ? undefined : styles.attention}>{text(`engineState.${state.state}`)}</span>
      {state.reasonKey ? (
        <span className={styles.attention}>{text.from(state.reasonKey, state.params, '')}</span>
      ) : null}
      {state.version ? <span>{state.version}</span> : null}
      {health?.cpuShare != null ? <span>{text('overview.cpu', { share: format.share(health.cpuShare) })}</span> : null}
      {health?.heapShare != null ? (
        <span>{text('overview.heap', { share: format.share(health.heapShare) })}</span>
      ) : null}
      {health?.diskFreeBytes != null ? (
        <span>{text('overview.diskFree', { size: format.bytes(health.diskFreeBytes) })}</span>
      ) : null}
      {state.checkedAt === null ? (
        <span>{text('overview.neverAnswered')}</span>
      ) : (
        <span>
          {text('overview.answered')} <RelativeTime at={state.checkedAt} />
        </span>
      )}
    </span>
  );
}
