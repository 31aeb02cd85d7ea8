import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Moment } from '../../ui/relative-time.tsx';
import { AddKeySlot } from './add-key-slot.tsx';
import styles from './settings.module.css';
import { WipeData } from './wipe-data.tsx';

const slotKinds = ['os', 'key-file', 'passphrase'] as const;

/** Where the data lies, how large it is, which keys open it; and for administrators more keys, and deleting it. */
export function StorageSection() {
  const text = useText();
  const format = useFormat();
  const query = useContractQuery('settings.get', {});
  const may = useMay();
  return (
    <QueryView query={query}>
      {({ version, dataDir, sizes, keySlots, notices }) => (
        <div className={styles.section}>
          <dl className={styles.facts}>
            <dt>{text('settings.version')}</dt>
            <dd>{version}</dd>
            <dt>{text('settings.dataDir')}</dt>
            <dd className="mono">{dataDir}</dd>
            <dt>{text('settings.cacheSize')}</dt>
            <dd>{format.bytes(sizes.cacheBytes)}</dd>
            <dt>{text('settings.journalSize')}</dt>
            <dd>{format.bytes(sizes.journalBytes)}</dd>
            <dt>{text('settings.historySize')}</dt>
            <dd>{format.bytes(sizes.historyBytes)}</dd>
          </dl>
          {notices.map((notice) => (
            <p key={`${notice.kind}${notice.at}`} role="status">
              {text.from(`store.notice.${notice.kind}`, { path: notice.path ?? '' }, notice.kind)}{' '}
              <span className="dim">
                <Moment at={notice.at} />
              </span>
            </p>
          ))}
          <h2 className="strong">{text('settings.keySlots')}</h2>
          <p className="dim">{text('settings.keySlotsHint')}</p>
          <dl className={styles.facts}>
            {keySlots.map((slot) => (
              <div key={`${slot.kind}${slot.createdAt}`} style={{ display: 'contents' }}>
                <dt>{text(`settings.keySlot.${slot.kind}`)}</dt>
                <dd>
                  {text(`settings.keySlotProtects.${slot.kind}`)}{' '}
                  <span className="dim">
                    <Moment at={slot.createdAt} />
                  </span>
                </dd>
              </div>
            ))}
          </dl>
          {may('settings.addKeySlot') ? (
            <AddKeySlot missing={slotKinds.filter((kind) => !keySlots.some((slot) => slot.kind === kind))} />
          ) : null}
          {may('settings.wipe') ? <WipeData /> : null}
        </div>
      )}
    </QueryView>
  );
}
