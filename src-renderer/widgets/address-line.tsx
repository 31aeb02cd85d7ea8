import { IconInfoCircle, IconLock } from '@tabler/icons-react';
import { useText } from '../locales/use-text.ts';
import styles from './search.module.css';

/** What is to be said of the address of a list: what it does not hold, or what of it is not shown. */
export function AddressLine({ notice }: { notice: 'odd' | 'gone' | 'private' | 'noView' | null }) {
  const text = useText();
  if (notice === null) return null;
  const Icon = notice === 'private' ? IconLock : IconInfoCircle;
  return (
    <p
      className={styles.line}
      role={notice === 'private' ? undefined : 'status'}
      title={text(`search.address.${notice}.hint`)}
    >
      <Icon size={14} aria-hidden />
      <span>{text(`search.address.${notice}`)}</span>
    </p>
  );
}
