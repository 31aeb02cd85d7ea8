import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../format/use-format.ts';
import { mostChosen } from './row-source.ts';
import type { RowSelection } from './use-row-selection.ts';
import styles from './virtual-table.module.css';

type SelectionBarProps = {
  selection: RowSelection;
  /** Rows that there are. */
  total: number;
  /** What can be done with the rows chosen. */
  children: ReactNode;
};

/**
 * How many rows are chosen, and what can be done with them. It stands below the list, so that no row moves when it comes; stays for those
 * who listen, and is not seen while nothing is chosen.
 */
export function SelectionBar({ selection, total, children }: SelectionBarProps) {
  const text = useText();
  const format = useFormat();
  const count = selection.ids.size;
  const all = Math.max(total, count);
  return (
    <>
      <div className="visually-hidden" role="status">
        {count > 0 ? text('ui.selected', { count, total: format.number(all) }) : ''}
      </div>
      {count > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
        <div className={styles.selectionBar} role="group" aria-label={text('ui.selectionActions')}>
          <span className="strong">{text('ui.selected', { count, total: format.number(all) })}</span>
          {count === mostChosen && count < all ? (
            <span className="dim">{text('ui.selectedMost', { most: mostChosen })}</span>
          ) : null}
          <span className={styles.selectionActions}>
            {children}
            <Button size="compact-sm" variant="subtle" onClick={selection.clear}>
              {text('ui.clearSelection')}
            </Button>
          </span>
        </div>
      ) : null}
    </>
  );
}
