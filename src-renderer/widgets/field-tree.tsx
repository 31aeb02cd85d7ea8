import { IconChevronDown, IconChevronRight, IconLock, IconPencil } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { TreeNode } from '../../src-shared/contract/message.ts';
import classes from './field-tree.module.css';
import { flattenTree, type TreeRow } from './flatten-tree.ts';
import { type MaskWords, translateMaskWords } from './mask-words.ts';

type Language = 'nb' | 'nn' | 'en';

/**
 * A message's segments and fields as a tree. `texts` are the few words it shows; `changedPaths` are marked.
 * With `onEdit` a leaf that is not locked shows a pencil; `e` edits the selected one.
 */
export type FieldTreeProps = {
  nodes: readonly TreeNode[];
  language: Language;
  label: string;
  texts: { explicitNull: string; locked: string; edit: string };
  maskWords: MaskWords;
  openPaths: ReadonlySet<string>;
  selectedPath: string | null;
  changedPaths?: ReadonlySet<string>;
  showEmpty: boolean;
  onToggle: (path: string, open: boolean) => void;
  onSelect: (node: TreeNode) => void;
  onEdit?: (node: TreeNode) => void;
};

const rowHeight = 24;
const noPaths: ReadonlySet<string> = new Set();

export function FieldTree(props: FieldTreeProps) {
  const { nodes, openPaths, selectedPath, showEmpty, onSelect, onToggle, onEdit } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => flattenTree(nodes, openPaths, showEmpty), [nodes, openPaths, showEmpty]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const selectedIndex = rows.findIndex((row) => row.node.path === selectedPath);

  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtualizer]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[selectedIndex];
    const go = (index: number): void => {
      const target = rows[Math.max(0, Math.min(rows.length - 1, index))];
      if (target) onSelect(target.node);
    };
    const action = treeAction(event.key, row, selectedIndex, rows.length);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    if (action.kind === 'go') go(action.index);
    else if (action.kind === 'toggle') onToggle(action.row.node.path, action.open);
    else onEdit?.(action.row.node);
  };

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="tree"
      aria-label={props.label}
      tabIndex={0}
      aria-activedescendant={selectedIndex >= 0 ? `field-${selectedIndex}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row ? (
            <FieldRow key={row.node.path} row={row} index={item.index} top={item.start} tree={props} />
          ) : null;
        })}
      </div>
    </div>
  );
}

type TreeAction =
  | { kind: 'go'; index: number }
  | { kind: 'toggle'; row: TreeRow; open: boolean }
  | { kind: 'edit'; row: TreeRow };

/** What a key does in the tree; null = not ours. */
function treeAction(key: string, row: TreeRow | undefined, index: number, count: number): TreeAction | null {
  if (key === 'ArrowDown') return { kind: 'go', index: index + 1 };
  if (key === 'ArrowUp') return { kind: 'go', index: index - 1 };
  if (key === 'Home') return { kind: 'go', index: 0 };
  if (key === 'End') return { kind: 'go', index: count - 1 };
  if (!row) return null;
  if (key === 'ArrowRight') return { kind: 'toggle', row, open: true };
  if (key === 'ArrowLeft') return { kind: 'toggle', row, open: false };
  if (key === 'Enter' && row.node.children.length > 0) return { kind: 'toggle', row, open: !row.isOpen };
  if ((key === 'Enter' || key === 'e') && !row.node.lockReasonKey) return { kind: 'edit', row };
  return null;
}

function FieldRow({ row, index, top, tree }: { row: TreeRow; index: number; top: number; tree: FieldTreeProps }) {
  const { node, depth, isOpen } = row;
  const hasChildren = node.children.length > 0;
  const changed = (tree.changedPaths ?? noPaths).has(node.path);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree itself holds the focus and names the row by aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles every key for its rows
    <div
      id={`field-${index}`}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={tree.selectedPath === node.path}
      aria-expanded={hasChildren ? isOpen : undefined}
      className={classes.row}
      data-changed={changed || undefined}
      data-path={node.path}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: 6 + depth * 16 }}
      onClick={() => {
        tree.onSelect(node);
        if (hasChildren) tree.onToggle(node.path, !isOpen);
      }}
    >
      <span className={classes.chevron} aria-hidden>
        {hasChildren ? <Chevron size={14} /> : null}
      </span>
      <span className={classes.name}>{depth === 1 ? node.path : node.name}</span>
      <span className={classes.label} title={node.label?.[tree.language]}>
        {node.label?.[tree.language] ?? ''}
      </span>
      <FieldValue
        node={node}
        hidden={hasChildren && isOpen}
        explicitNull={tree.texts.explicitNull}
        maskWords={tree.maskWords}
      />
      {tree.onEdit && !hasChildren ? <EditMark node={node} tree={tree} /> : null}
    </div>
  );
}

type FieldValueProps = { node: TreeNode; hidden: boolean; explicitNull: string; maskWords: MaskWords };

function FieldValue({ node, hidden, explicitNull, maskWords }: FieldValueProps) {
  if (hidden) return <span className={classes.value} />;
  if (node.isExplicitNull)
    return (
      <span className={classes.value}>
        <code>""</code> <em>{explicitNull}</em>
      </span>
    );
  return (
    <span
      className={classes.value}
      data-sensitivity={node.sensitivity}
      title={node.sensitivity === 'none' ? (node.value ?? undefined) : undefined}
    >
      {translateMaskWords(node.value ?? '', maskWords)}
    </span>
  );
}

function EditMark({ node, tree }: { node: TreeNode; tree: FieldTreeProps }) {
  if (node.lockReasonKey)
    return (
      <span className={classes.mark} role="img" aria-label={tree.texts.locked} title={tree.texts.locked}>
        <IconLock size={13} />
      </span>
    );
  return (
    <button
      type="button"
      className={classes.mark}
      tabIndex={-1}
      aria-label={`${tree.texts.edit} ${node.name}`}
      onClick={(event) => {
        event.stopPropagation();
        tree.onEdit?.(node);
      }}
    >
      <IconPencil size={13} />
    </button>
  );
}
