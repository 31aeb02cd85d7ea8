import type { Connection } from '../../src-shared/domain/connection.ts';
import styles from './widgets.module.css';

/** An engine's name with its own colour, the same on every page. */
export function ConnectionName({ connection }: { connection: Pick<Connection, 'name' | 'colour'> }) {
  return (
    <span>
      <span className={styles.dot} data-colour={connection.colour} aria-hidden />
      {connection.name}
    </span>
  );
}
