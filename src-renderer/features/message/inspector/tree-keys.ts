import type { TreeRows } from './tree-rows.ts';
import type { Chosen } from './use-place.ts';

type TreeAction =
  | { kind: 'go'; row: number }
  | { kind: 'toggle'; chosen: Chosen; isOpen: boolean }
  | { kind: 'edit'; path: string };
/** `isEditing`: in this tree `e`, and on a place without parts Enter, opens the editor of the place. */
type TreeState = { row: number; chosen: Chosen | null; isOpen: boolean; rows: TreeRows; isEditing: boolean };

/** What a key does in the tree; null = it is not the tree's. */
export function keyOfTree(key: string, { row, chosen, isOpen, rows, isEditing }: TreeState): TreeAction | null {
  const go = (to: number): TreeAction => ({ kind: 'go', row: Math.max(0, Math.min(rows.count - 1, to)) });
  if (key === 'ArrowDown') return go(row + 1);
  if (key === 'ArrowUp') return go(row - 1);
  if (key === 'PageDown') return go(row + 15);
  if (key === 'PageUp') return go(row - 15);
  if (key === 'Home') return go(0);
  if (key === 'End') return go(rows.count - 1);
  if (chosen === null) return null;
  const hasChildren = chosen.node.fullCount > 0;
  if (key === 'ArrowRight') return hasChildren && !isOpen ? { kind: 'toggle', chosen, isOpen: true } : go(row + 1);
  if (key === 'ArrowLeft') {
    if (hasChildren && isOpen) return { kind: 'toggle', chosen, isOpen: false };
    return chosen.chain.length > 1 ? go(rows.rowOf(chosen.chain.slice(0, -1))) : null;
  }
  if (isEditing && (key === 'e' || (key === 'Enter' && !hasChildren))) return { kind: 'edit', path: chosen.node.path };
  return key === 'Enter' && hasChildren ? { kind: 'toggle', chosen, isOpen: !isOpen } : null;
}
