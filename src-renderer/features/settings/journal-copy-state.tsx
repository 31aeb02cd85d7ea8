import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import styles from './settings.module.css';

/** Whether the journal's second copy is there, and how old it is; nothing when none is set. */
export function JournalCopyState({ copy }: { copy: OutputOf<'settings.get'>['journalCopy'] }) {
  const text = useText();
  if (!copy) return null;
  if (copy.errorKey)
    return (
      <p role="alert" className={styles.failed}>
        {text('settings.journalCopyFailed', { why: text.from(copy.errorKey, {}, '') })}
      </p>
    );
  if (copy.lastCopiedAt === null) return <p className="dim">{text('settings.journalCopyNotYet')}</p>;
  return (
    <p className="dim">
      {text('settings.journalCopied')} <RelativeTime at={copy.lastCopiedAt} />
    </p>
  );
}
