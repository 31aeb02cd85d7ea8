import { IconChevronDown, IconChevronRight, IconFileText, IconLock, IconPencil, IconScale } from '@tabler/icons-react';
import type { BodyNode } from '../../src-shared/contract/message-body.ts';
import classes from './field-tree.module.css';
import { type MaskWords, translateMaskWords } from './mask-words.ts';

type Language = 'nb' | 'nn' | 'en';

/** `document`: the words for an embedded document of that size. */
export type NodeTexts = { explicitNull: string; document: (sizeBytes: number) => string };

/** For a tree in which places are edited: what one row needs of it. `planned`: its new text, null = none. `locked`, `edit` and `empty` are words. */
export type NodeEditing = { planned: string | null; locked: string; edit: string; empty: string; onEdit: () => void };

type NodeRowProps = {
  id: string;
  node: BodyNode;
  depth: number;
  isOpen: boolean;
  isSelected: boolean;
  language: Language;
  texts: NodeTexts;
  maskWords: MaskWords;
  /** What is to be looked at here, in few words; null = nothing. */
  badge: string | null;
  /** Null where nothing is edited. */
  editing: NodeEditing | null;
  onChoose: () => void;
};

/** One place of a message in the tree: its address, its name, what it holds. The tree around it has the focus and the keys. */
export function NodeRow(props: NodeRowProps) {
  const { id, node, depth, isOpen, isSelected, language, texts, maskWords, badge, editing, onChoose } = props;
  const hasChildren = node.fullCount > 0;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const label = node.label?.[language] ?? '';
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree itself holds the focus and names the row by aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles every key for its rows
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={hasChildren ? isOpen : undefined}
      className={classes.flowRow}
      data-path={node.path}
      data-changed={(editing && editing.planned !== null) || undefined}
      style={{ paddingInlineStart: 6 + depth * 16 }}
      onClick={onChoose}
    >
      <span className={classes.chevron} aria-hidden>
        {hasChildren ? <Chevron size={14} /> : null}
      </span>
      <span className={classes.name}>{depth === 1 ? node.path : node.name}</span>
      <span className={classes.label} title={[label, node.dataType].filter(Boolean).join(' · ')}>
        {label}
      </span>
      <NodeValue node={node} isHidden={hasChildren && isOpen} {...{ language, texts, maskWords }} />
      {badge === null ? null : (
        <span className={classes.badge} title={badge}>
          <IconScale size={13} aria-hidden /> <span className={classes.badgeText}>{badge}</span>
        </span>
      )}
      {editing && editing.planned !== null ? (
        <span className={classes.planned}>→ {editing.planned === '' ? editing.empty : editing.planned}</span>
      ) : null}
      {editing && !hasChildren ? <EditMark node={node} editing={editing} /> : null}
    </div>
  );
}

/** By key the tree itself opens the editor; a locked place opens too and says why. */
function EditMark({ node, editing }: { node: BodyNode; editing: NodeEditing }) {
  const Icon = node.isLocked ? IconLock : IconPencil;
  const label = node.isLocked ? editing.locked : editing.edit;
  return (
    <button
      type="button"
      className={classes.mark}
      data-locked={node.isLocked || undefined}
      tabIndex={-1}
      title={label}
      aria-label={`${label} ${node.path}`}
      onClick={(event) => {
        event.stopPropagation();
        editing.onEdit();
      }}
    >
      <Icon size={13} />
    </button>
  );
}

type NodeValueProps = Pick<NodeRowProps, 'node' | 'language' | 'texts' | 'maskWords'> & { isHidden: boolean };

function NodeValue({ node, isHidden, language, texts, maskWords }: NodeValueProps) {
  if (isHidden) return <span className={classes.value} />;
  if (node.documentBytes !== null)
    return (
      <span className={classes.value}>
        <IconFileText size={13} aria-hidden /> <em>{texts.document(node.documentBytes)}</em>
      </span>
    );
  if (node.isExplicitNull)
    return (
      <span className={classes.value}>
        <code>""</code> <em>{texts.explicitNull}</em>
      </span>
    );
  const meaning = node.meaning?.[language];
  const value = node.value ?? '';
  return (
    <span
      className={classes.value}
      data-sensitivity={node.sensitivity}
      title={node.sensitivity === 'none' ? [value, meaning].filter(Boolean).join(' = ') : undefined}
    >
      {translateMaskWords(value, maskWords)}
      {meaning ? <span className={classes.meaning}> {meaning}</span> : null}
    </span>
  );
}
