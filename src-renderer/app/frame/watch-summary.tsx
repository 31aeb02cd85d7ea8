import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './frame.module.css';

const gapShownMs = 12 * 3_600_000;

/** Since when this console watches, or the recent gap that ended then, and that the journal has no second copy. */
export function WatchSummary() {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const { data: overview } = useContractQuery('monitor.overview', {});
  const { data: alerts } = useContractQuery('alerts.list', {});
  const { data: settings } = useContractQuery('settings.get', {});
  const gap = overview?.gap && now - overview.gap.to < gapShownMs ? overview.gap : null;
  return (
    <>
      {overview && !gap ? (
        <span
          className={styles.fact}
          title={[alerts?.watcher.host, format.both(overview.watchedSince)].filter(Boolean).join(' · ')}
        >
          {text('band.watchedSince', { at: format.moment(overview.watchedSince, now) })}
        </span>
      ) : null}
      {gap ? (
        <span className={`${styles.fact} ${styles.attention}`}>
          {text('band.gap', { from: format.moment(gap.from, now), to: format.moment(gap.to, now) })}
        </span>
      ) : null}
      {alerts && !alerts.watcher.isNotifying ? (
        <span className={`${styles.fact} ${styles.attention}`}>{text('band.onlyShows')}</span>
      ) : null}
      {alerts?.watcher.heartbeat?.failed ? (
        <span className={`${styles.fact} ${styles.attention}`}>{text('band.heartbeatFails')}</span>
      ) : null}
      {settings && settings.installation.journalCopyPath === null ? (
        <span className={styles.fact}>{text('band.noJournalCopy')}</span>
      ) : null}
      {settings?.journalCopy?.errorKey ? (
        <span className={`${styles.fact} ${styles.attention}`}>{text('band.journalCopyFails')}</span>
      ) : null}
    </>
  );
}
