import type { KeyboardEvent } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import type { RowOrder } from './row-source.ts';
import type { RowSelection } from './use-row-selection.ts';

type TableKeysInput = {
  order: RowOrder;
  activeId: string | null;
  goTo: (index: number) => void;
  onOpen: (id: string) => void;
  /** null = rows are only opened. */
  selection: RowSelection | null;
  onChooseAll: () => void;
  /** Chooses from the anchor of the selection to a place. */
  onExtend: (place: number) => void;
  /** false = another list has them now. */
  hasKeys: boolean;
  /** How far PageUp and PageDown go, in rows. */
  pageRows: () => number;
};

/** The keys of a list: most work wherever the focus is; those of the handler given back only in the list, where the page would scroll. */
export function useTableKeys(input: TableKeysInput): (event: KeyboardEvent) => void {
  const { order, activeId, goTo, selection } = input;
  const text = useText();
  const at = activeId === null ? -1 : order.indexOf(activeId);
  const open = () => activeId !== null && at >= 0 && input.onOpen(activeId);
  const bindings = [
    { keys: 'j', label: text('keys.next'), run: () => goTo(at + 1) },
    { keys: 'k', label: text('keys.previous'), run: () => goTo(at - 1) },
    { keys: 'ArrowDown', label: '', run: () => goTo(at + 1) },
    { keys: 'ArrowUp', label: '', run: () => goTo(at - 1) },
    { keys: 'Home', label: '', run: () => goTo(0) },
    { keys: 'End', label: '', run: () => goTo(order.length - 1) },
    { keys: 'Enter', label: text('keys.open'), run: open },
  ];
  useKeys(input.hasKeys ? bindings : []);
  const toggle = useSelectionKeys(input, at);
  return (event) => {
    if (event.key === ' ' && selection && event.target === event.currentTarget) {
      event.preventDefault();
      toggle();
    }
    const step = event.key === 'PageDown' ? input.pageRows() : event.key === 'PageUp' ? -input.pageRows() : 0;
    if (step === 0) return;
    event.preventDefault();
    goTo(at + step);
  };
}

function useSelectionKeys(input: TableKeysInput, at: number): () => void {
  const { order, activeId, selection, hasKeys, onExtend: extendTo } = input;
  const text = useText();
  const toggle = () => activeId !== null && at >= 0 && selection?.toggle(activeId);
  const last = order.length - 1;
  const bindings = [
    { keys: 'x', label: text('keys.select'), run: toggle },
    { keys: 'Shift+ArrowDown', label: text('keys.selectRange'), run: () => extendTo(at + 1) },
    { keys: 'Shift+ArrowUp', label: '', run: () => extendTo(at - 1) },
    { keys: 'Shift+Home', label: '', run: () => extendTo(0) },
    { keys: 'Shift+End', label: '', run: () => extendTo(last) },
    { keys: 'Mod+a', label: text('keys.selectAll'), run: input.onChooseAll },
  ];
  useKeys(selection && hasKeys ? bindings : []);
  return toggle;
}
