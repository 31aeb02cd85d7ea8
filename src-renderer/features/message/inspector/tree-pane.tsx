import { Checkbox } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { VirtualRows } from '../../../ui/virtual-rows/virtual-rows.tsx';
import { NodeRow } from '../../../widgets/node-row.tsx';
import { useMaskWords } from '../../../widgets/use-mask-words.ts';
import type { BodyWindows } from './body-windows.ts';
import classes from './inspector.module.css';
import { MissingRow } from './missing-row.tsx';
import { keyOfTree } from './tree-keys.ts';
import { useHeldKeys } from './use-held-keys.ts';
import type { Chosen, Place } from './use-place.ts';

type TreePaneProps = {
  windows: BodyWindows;
  place: Place;
  withEmpty: boolean;
  onWithEmpty: (withEmpty: boolean) => void;
  /** What is to be looked at, in few words, by path. */
  badges?: ReadonlyMap<string, string>;
  /** Where places are edited: what is planned for them, and how the editor of one is opened. */
  editing?: { planned: ReadonlyMap<string, string>; onEdit: (path: string) => void };
};

/** The fields of a body of any size; of each level only what is in sight is here. */
export function TreePane({ windows, place, withEmpty, onWithEmpty, badges, editing }: TreePaneProps) {
  const text = useText();
  const language = useLanguage();
  const format = useFormat();
  const maskWords = useMaskWords();
  const { rows, chosen } = place;
  const chosenRow = chosen === null ? -1 : rows.rowOf(chosen.chain);
  const texts = {
    explicitNull: text('message.explicitNull'),
    document: (sizeBytes: number) => text('inspect.document', { size: format.bytes(sizeBytes) }),
  };

  function nodeOf(row: number): Chosen | null {
    const at = rows.placeAt(row);
    const node = at && windows.nodeAt({ parentPath: at.parentPath, withEmpty }, at.index);
    return at && node ? { node, chain: at.chain } : null;
  }

  function want(from: number, to: number): void {
    for (let row = from; row < to; row += 1) {
      const at = rows.placeAt(row);
      if (at && !windows.nodeAt({ parentPath: at.parentPath, withEmpty }, at.index))
        windows.wantNodes({ parentPath: at.parentPath, withEmpty }, at.index, at.index + 1);
    }
  }

  const keys = useHeldKeys((key) => {
    const isOpen = chosen !== null && place.openNodes.has(chosen.node.path);
    const action = keyOfTree(key, { row: chosenRow, chosen, isOpen, rows, isEditing: editing !== undefined });
    if (action === null) return 'not-ours';
    if (action.kind === 'toggle') place.toggle(action.chosen.node, action.chosen.chain, action.isOpen);
    if (action.kind === 'edit') editing?.onEdit(action.path);
    if (action.kind !== 'go' || rows.count === 0) return 'done';
    const next = nodeOf(action.row);
    if (next) place.choose(next);
    else want(action.row, action.row + 1);
    return next ? 'done' : 'waiting';
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={classes.treePane}>
      <VirtualRows
        className={classes.scroller}
        role="tree"
        aria-label={text('message.tree')}
        tabIndex={0}
        aria-activedescendant={chosenRow >= 0 ? `node-${chosenRow}` : undefined}
        count={rows.count}
        rowHeight={24}
        scrollWish={place.treeWish}
        onRange={want}
        onKeyDown={onKeyDown}
        onBlur={keys.forget}
      >
        {(row) => {
          const shown = nodeOf(row);
          if (shown === null) return <MissingRow key={row} onShown={() => want(row, row + 1)} />;
          const isOpen = place.openNodes.has(shown.node.path);
          return (
            <NodeRow
              key={row}
              id={`node-${row}`}
              node={shown.node}
              depth={shown.chain.length - 1}
              isOpen={isOpen}
              isSelected={row === chosenRow}
              badge={badges?.get(shown.node.path) ?? null}
              editing={
                editing === undefined
                  ? null
                  : {
                      planned: editing.planned.get(shown.node.path) ?? null,
                      empty: text('edit.empty'),
                      locked: text('edit.locked'),
                      edit: text('message.edit'),
                      onEdit: () => {
                        place.choose(shown);
                        editing.onEdit(shown.node.path);
                      },
                    }
              }
              onChoose={() => {
                place.choose(shown);
                if (shown.node.fullCount > 0) place.toggle(shown.node, shown.chain, !isOpen);
              }}
              {...{ language, texts, maskWords }}
            />
          );
        }}
      </VirtualRows>
      <Checkbox
        className={classes.showEmpty ?? ''}
        size="xs"
        label={text('message.showEmpty')}
        checked={withEmpty}
        onChange={(event) => onWithEmpty(event.currentTarget.checked)}
      />
    </div>
  );
}
