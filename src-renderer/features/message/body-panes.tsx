import { Checkbox } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { TreeNode } from '../../../src-shared/contract/message.ts';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { isBoolean, useRemembered } from '../../ui/use-remembered.ts';
import { FieldTree } from '../../widgets/field-tree.tsx';
import { findNodeAt } from '../../widgets/flatten-tree.ts';
import { MessageText } from '../../widgets/message-text.tsx';
import { useMaskWords } from '../../widgets/use-mask-words.ts';
import classes from './message.module.css';

export type BodyView = OutputOf<'message.readBody'>;

type BodyPanesProps = {
  body: BodyView;
  changedPaths?: ReadonlySet<string>;
  onEdit?: (node: TreeNode) => void;
};

/** The field tree beside the raw text; choosing in one marks the place in the other. */
export function BodyPanes({ body, changedPaths, onEdit }: BodyPanesProps) {
  const text = useText();
  const layout = useDefaultLayout({ id: 'vaktbord.panes.body', panelIds: ['tree', 'text'] });
  const place = usePlace(body);
  const maskWords = useMaskWords();
  const shownWords = body.masked ? { maskWords } : {};
  const marks = useMemo(
    () => body.problems.map((problem) => ({ span: problem.textSpan, kind: problem.severity })),
    [body.problems],
  );
  if (body.tree.length === 0)
    return (
      <MessageText
        text={body.text}
        format={body.format}
        label={text('message.text')}
        highlight={null}
        marks={marks}
        {...shownWords}
      />
    );
  return (
    <Group
      className={classes.panes}
      orientation="horizontal"
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      <Panel id="tree" minSize="20%" className={classes.pane}>
        <TreePane body={body} place={place} changedPaths={changedPaths} onEdit={onEdit} />
      </Panel>
      <Separator className={classes.separator} aria-label={text('ui.resizePanes')} />
      <Panel id="text" minSize="20%" className={classes.pane}>
        <MessageText
          text={body.text}
          format={body.format}
          label={text('message.text')}
          highlight={place.selected?.textSpan ?? null}
          marks={marks}
          {...shownWords}
          onCursor={place.selectAt}
        />
      </Panel>
    </Group>
  );
}

type Place = ReturnType<typeof usePlace>;

type TreePaneProps = {
  body: BodyView;
  place: Place;
  changedPaths: ReadonlySet<string> | undefined;
  onEdit: ((node: TreeNode) => void) | undefined;
};

function TreePane({ body, place, changedPaths, onEdit }: TreePaneProps) {
  const text = useText();
  const language = useLanguage();
  const maskWords = useMaskWords();
  const [showEmpty, setShowEmpty] = useRemembered('message.showEmpty', false, isBoolean);
  return (
    <div className={classes.treePane}>
      <FieldTree
        nodes={body.tree}
        language={language}
        label={text('message.tree')}
        texts={{ explicitNull: text('message.explicitNull'), locked: text('edit.locked'), edit: text('message.edit') }}
        maskWords={maskWords}
        openPaths={place.openPaths}
        selectedPath={place.selected?.path ?? null}
        showEmpty={showEmpty}
        onToggle={place.toggle}
        onSelect={place.select}
        {...(changedPaths ? { changedPaths } : {})}
        {...(onEdit ? { onEdit } : {})}
      />
      <Checkbox
        className={classes.showEmpty ?? ''}
        size="xs"
        label={text('message.showEmpty')}
        checked={showEmpty}
        onChange={(event) => setShowEmpty(event.currentTarget.checked)}
      />
    </div>
  );
}

/** What is chosen and open; kept by path, so that it survives a masked body becoming a revealed one. */
function usePlace(body: BodyView) {
  const [selected, select] = useState<TreeNode | null>(null);
  const [openPaths, setOpenPaths] = useState<ReadonlySet<string>>(new Set());
  const current = useMemo(() => {
    const at = selected ? findByPath(body.tree, selected.path) : null;
    return at ?? null;
  }, [body.tree, selected]);
  const toggle = (path: string, open: boolean): void => {
    setOpenPaths((before) => {
      const next = new Set(before);
      if (open) next.add(path);
      else next.delete(path);
      return next;
    });
  };
  const selectAt = (offset: number): void => {
    const found = findNodeAt(body.tree, offset);
    if (!found) return;
    select(found.node);
    setOpenPaths((before) => new Set([...before, ...found.ancestors]));
  };
  return { selected: current, openPaths, select, toggle, selectAt };
}

function findByPath(nodes: readonly TreeNode[], path: string): TreeNode | null {
  for (const node of nodes) {
    const found = node.path === path ? node : findByPath(node.children, path);
    if (found) return found;
  }
  return null;
}
