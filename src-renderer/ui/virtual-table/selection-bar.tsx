import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../format/use-format.ts';
import type { RowSelection } from './use-row-selection.ts';
import styles from './virtual-table.module.css';

type SelectionBarProps = {
  selection: RowSelection;
  /** Rows that are loaded, and rows that there are; null = not known. */
  loaded: number;
  total: number | null;
  /** Loads and chooses more, when all that is loaded is chosen; null = it cannot. `label` says how many. */
  more: { label: string; isBusy: boolean; run: () => void } | null;
  /** What can be done with the rows chosen. */
  children: ReactNode;
};

/**
 * How many rows are chosen, and what can be done with them. It stands below the list, so that no row moves when it comes; stays for those
 * who listen, and is not seen while nothing is chosen.
 */
export function SelectionBar({ selection, loaded, total, more, children }: SelectionBarProps) {
  const text = useText();
  const format = useFormat();
  const count = selection.ids.size;
  const all = Math.max(total ?? loaded, loaded);
  return (
    <>
      <div className="visually-hidden" role="status">
        {count > 0 ? text('ui.selected', { count, total: format.number(all) }) : ''}
      </div>
      {count > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
        <div className={styles.selectionBar} role="group" aria-label={text('ui.selectionActions')}>
          <span className="strong">{text('ui.selected', { count, total: format.number(all) })}</span>
          {count === loaded && loaded < all ? (
            <>
              <span className="dim">{text('ui.selectedLoaded')}</span>
              {more ? (
                <Button size="compact-sm" variant="default" loading={more.isBusy} onClick={more.run}>
                  {more.label}
                </Button>
              ) : null}
            </>
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
