import type { MouseEvent } from 'react';
import { useText } from '../locales/use-text.ts';
import styles from './small.module.css';

/** "3 new ▲": rows that wait so that nothing jumps; a click lets them in. Nothing at zero. */
export function CountPill({ count, onClick }: { count: number; onClick: () => void }) {
  const text = useText();
  if (count === 0) return null;
  return <Pill label={text('ui.newRows', { count })} onClick={onClick} />;
}

/** Goes when it is pressed, so the list that it let rows into takes the focus. */
export function Pill({ label, onClick }: { label: string; onClick: () => void }) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    const list = event.currentTarget.closest('main')?.querySelector<HTMLElement>('[role="grid"]');
    onClick();
    list?.focus({ preventScroll: true });
  };
  return (
    <button type="button" className={styles.pill} onClick={press}>
      {label}
    </button>
  );
}
