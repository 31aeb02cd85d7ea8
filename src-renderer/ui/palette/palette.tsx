import { Modal } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import { useText } from '../../locales/use-text.ts';
import { KeyHint } from '../key-hint.tsx';
import { useReturnFocus } from '../use-return-focus.ts';
import styles from './palette.module.css';
import { type PaletteItem, rankItems } from './rank-items.ts';

type PaletteProps = {
  /** What there is for the text typed; `last` stands below all matches. */
  itemsFor: (typed: string) => { known: readonly PaletteItem[]; last: PaletteItem | null };
  onClose: () => void;
};

/** One field that goes anywhere and does anything by name. */
export function Palette({ itemsFor, onClose }: PaletteProps) {
  useReturnFocus();
  const text = useText();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { known, last } = itemsFor(typed);
  const items = [...rankItems(known, typed), ...(last ? [last] : [])];
  const at = Math.min(active, items.length - 1);

  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (at + step + items.length) % Math.max(1, items.length);
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(items[at]);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': text('palette.open') } }}
    >
      <input
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={`${listId}-${at}`}
        aria-label={text('palette.open')}
        placeholder={text('palette.placeholder')}
        value={typed}
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={text('palette.results')} className={styles.list}>
        {items.map((item, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
          <div
            key={item.id}
            id={`${listId}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={styles.item}
            onClick={() => run(item)}
            onPointerMove={() => setActive(place)}
          >
            <span className={styles.label}>{item.label}</span>
            <span className="dim">{item.detail}</span>
            {item.keys ? <KeyHint keys={item.keys} /> : null}
          </div>
        ))}
      </div>
      {items.length === 0 ? <p className={styles.none}>{text('palette.none')}</p> : null}
    </Modal>
  );
}
