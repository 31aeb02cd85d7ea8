import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { isWatched } from '../../../src-shared/domain/connection.ts';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import styles from './frame.module.css';

type ConnectionViews = OutputOf<'connections.list'>['items'];

/** "2 up · 1 degraded (12 s)": how the engines are, with the age of the oldest answer. */
export function EngineSummary({ connections }: { connections: ConnectionViews }) {
  const text = useText();
  const enabled = connections.filter(({ connection }) => connection.enabled && isWatched(connection));
  if (enabled.length === 0) return <span className={styles.fact}>{text('band.noEngine')}</span>;
  const ups = enabled.filter(({ state }) => state.state === 'up').length;
  const oldest = Math.min(...enabled.map(({ state }) => state.checkedAt ?? Number.POSITIVE_INFINITY));
  const troubled = enabled.filter(({ state }) => state.state !== 'up');
  return (
    <span className={styles.fact}>
      {ups > 0 ? text('band.enginesUp', { count: ups }) : null}
      {troubled.map(({ connection, state }, place) => (
        <span key={connection.connectionId} className={styles.attention}>
          {ups > 0 || place > 0 ? ' · ' : null}
          {text('band.engineTroubled', { name: connection.name, state: text(`engineState.${state.state}`) })}
        </span>
      ))}
      {Number.isFinite(oldest) ? (
        <span>
          {' · '}
          <RelativeTime at={oldest} />
        </span>
      ) : null}
    </span>
  );
}
