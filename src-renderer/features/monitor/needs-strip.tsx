import { Link } from 'wouter';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import styles from './monitor.module.css';

/** The answer before the list: how many channels want somebody, failures with the urgent apart, and what waits by itself. */
export function NeedsStrip({ overview }: { overview: OutputOf<'monitor.overview'> }) {
  const text = useText();
  const format = useFormat();
  const { channelsNeedingAction, failures, urgent, queued } = overview.totals;
  return (
    <div className={styles.needs}>
      <span className={styles.need}>
        <strong>{format.number(channelsNeedingAction)}</strong>{' '}
        {text('overview.needAction', { count: channelsNeedingAction })}
      </span>
      <Link href="/failures" className={styles.need}>
        <strong>{format.number(failures)}</strong> {text('overview.failuresOpen', { count: failures })}
      </Link>
      {urgent > 0 ? (
        <Link href="/failures" className={`${styles.need} ${styles.urgent}`}>
          <strong>{format.number(urgent)}</strong> {text('overview.urgentOpen', { count: urgent })}
        </Link>
      ) : null}
      <span className={styles.need}>
        <strong>{format.number(queued)}</strong> {text('overview.waiting', { count: queued })}
      </span>
    </div>
  );
}
