import { useText } from '../locales/use-text.ts';
import styles from './small.module.css';

/** "3 new ▲": rows that wait so that nothing jumps; a click lets them in. Nothing at zero. */
export function CountPill({ count, onClick }: { count: number; onClick: () => void }) {
  const text = useText();
  if (count === 0) return null;
  return (
    <button type="button" className={styles.pill} onClick={onClick}>
      {text('ui.newRows', { count })}
    </button>
  );
}
