import { useText } from '../../locales/use-text.ts';
import styles from './virtual-table.module.css';

/** Stands where a row will be that is not read yet. `top` in px. */
export function WaitingRow({ place, top }: { place: number; top: number }) {
  const text = useText();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: part of a grid made of div elements
    <div
      role="row"
      aria-rowindex={place + 2}
      aria-busy
      className={`${styles.row} ${styles.waiting}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="gridcell" className={styles.waitingCell}>
        <span className="visually-hidden">{text('ui.loading')}</span>
      </div>
    </div>
  );
}
