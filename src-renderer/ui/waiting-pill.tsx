import { useText } from '../locales/use-text.ts';
import styles from './small.module.css';

/** "3 changes ▲" over the foot of a list whose order is held; a click puts it in order. Takes no room, so nothing jumps. */
export function WaitingPill({ count, onClick }: { count: number; onClick: () => void }) {
  const text = useText();
  if (count === 0) return null;
  return (
    <div className={styles.float}>
      <button type="button" className={styles.pill} onClick={onClick}>
        {text('ui.changes', { count })}
      </button>
    </div>
  );
}
