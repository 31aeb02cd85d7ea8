import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useText } from '../../locales/use-text.ts';
import type { ColumnChoice } from './use-column-layout.ts';
import styles from './virtual-table.module.css';

/** At the end of a list's head: which columns are shown, and in which order. */
export function ColumnMenu({ choice }: { choice: ColumnChoice }) {
  const text = useText();
  const shownCount = choice.columns.filter(({ isShown }) => isShown).length;
  return (
    <div className={styles.columnMenu}>
      <Popover position="bottom-end" trapFocus returnFocus withinPortal>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={text('ui.columns')}
            title={text('ui.columns')}
          >
            <IconColumns3 size={14} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={text('ui.columns')}>
          <ul className={styles.columnList}>
            {choice.columns.map(({ id, name, isShown }, index) => (
              <li key={id} className={styles.columnChoice}>
                <Checkbox
                  size="xs"
                  label={name}
                  checked={isShown}
                  disabled={isShown && shownCount === 1}
                  onChange={() => choice.toggle(id)}
                />
                <span className={styles.columnMoves}>
                  <Move name={name} by={-1} isAtEnd={index === 0} onMove={() => choice.move(id, -1)} />
                  <Move
                    name={name}
                    by={1}
                    isAtEnd={index === choice.columns.length - 1}
                    onMove={() => choice.move(id, 1)}
                  />
                </span>
              </li>
            ))}
          </ul>
          <Button size="compact-xs" variant="subtle" onClick={choice.reset}>
            {text('ui.columns.reset')}
          </Button>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

type MoveProps = { name: string; by: -1 | 1; isAtEnd: boolean; onMove: () => void };

function Move({ name, by, isAtEnd, onMove }: MoveProps) {
  const text = useText();
  return (
    <ActionIcon
      size="xs"
      variant="subtle"
      color="gray"
      aria-label={text(by < 0 ? 'ui.columns.earlier' : 'ui.columns.later', { name })}
      disabled={isAtEnd}
      onClick={onMove}
    >
      {by < 0 ? <IconArrowUp size={12} aria-hidden /> : <IconArrowDown size={12} aria-hidden />}
    </ActionIcon>
  );
}
