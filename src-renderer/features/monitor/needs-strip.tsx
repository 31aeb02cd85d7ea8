import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import styles from './monitor.module.css';

/** The answer before the list: how many channels want somebody, failures with the urgent apart, and what waits by itself. */
export function NeedsStrip({ overview }: { overview: OutputOf<'monitor.overview'> }) {
  const text = useText();
  const format = useFormat();
  const failuresAddress = useMay()('failures.list') ? '/failures' : null;
  const { channelsNeedingAction, failures, urgent, queued } = overview.totals;
  return (
    <div className={styles.needs}>
      <span className={styles.need}>
        <strong>{format.number(channelsNeedingAction)}</strong>{' '}
        {text('overview.needAction', { count: channelsNeedingAction })}
      </span>
      <Need href={failuresAddress}>
        <strong>{format.number(failures)}</strong> {text('overview.failuresOpen', { count: failures })}
      </Need>
      {urgent > 0 ? (
        <Need href={failuresAddress} isUrgent>
          <strong>{format.number(urgent)}</strong> {text('overview.urgentOpen', { count: urgent })}
        </Need>
      ) : null}
      <span className={styles.need}>
        <strong>{format.number(queued)}</strong> {text('overview.waiting', { count: queued })}
      </span>
    </div>
  );
}

type NeedProps = { href: string | null; isUrgent?: boolean; children: ReactNode };

/** @param href null = the person may not open the list, and is told the number alone */
function Need({ href, isUrgent = false, children }: NeedProps) {
  const className = isUrgent ? `${styles.need} ${styles.urgent}` : styles.need;
  if (href === null) return <span className={className}>{children}</span>;
  return (
    <Link href={href} className={className}>
      {children}
    </Link>
  );
}
