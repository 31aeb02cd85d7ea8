import { useText } from '../locales/use-text.ts';
import { Pill } from './count-pill.tsx';
import styles from './small.module.css';

/** "3 changes ▲" over the foot of a list whose order is held; a click puts it in order. Takes no room, so nothing jumps. */
export function WaitingPill({ count, onClick }: { count: number; onClick: () => void }) {
  const text = useText();
  if (count === 0) return null;
  return (
    <div className={styles.float}>
      <Pill label={text('ui.changes', { count })} onClick={onClick} />
    </div>
  );
}
