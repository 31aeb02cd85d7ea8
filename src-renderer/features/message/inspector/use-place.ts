import { useMemo, useState } from 'react';
import type { BodyNode, BodyPlace, NodeTrail } from '../../../../src-shared/contract/message-body.ts';
import type { ScrollWish } from '../../../ui/virtual-rows/virtual-rows.tsx';
import type { BodyWindows, LevelName } from './body-windows.ts';
import { createTreeRows, type OpenNode } from './tree-rows.ts';

export type Chosen = { node: BodyNode; chain: readonly number[] };
export type Located = { trail: NodeTrail; node: BodyNode };

/**
 * What is chosen and open, in the tree and in the text at once. Nodes are kept by their place among their siblings, which is the same masked or revealed.
 */
export function usePlace(windows: BodyWindows, withEmpty: boolean) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [openNodes, setOpenNodes] = useState<ReadonlyMap<string, OpenNode>>(new Map());
  const [treeWish, setTreeWish] = useState<ScrollWish | null>(null);
  const [textWish, setTextWish] = useState<BodyPlace | null>(null);
  const rows = useMemo(
    () => createTreeRows(windows.facts.nodeCount, [...openNodes.values()]),
    [windows.facts.nodeCount, openNodes],
  );
  const current = chosen === null ? null : refreshed(windows, chosen, withEmpty, openNodes);

  function toggle(node: BodyNode, chain: readonly number[], isOpen: boolean): void {
    const next = new Map(openNodes);
    if (isOpen)
      next.set(node.path, { path: node.path, chain, childCount: withEmpty ? node.fullCount : node.childCount });
    else next.delete(node.path);
    setOpenNodes(next);
  }

  /** Chosen in the tree: the text follows. */
  function choose(next: Chosen): void {
    setChosen(next);
    setTreeWish({ row: rows.rowOf(next.chain) });
    setTextWish({ ...next.node.range.from });
  }

  /** Found by its address or by a click in the text: the tree opens down to it. */
  function show({ trail, node }: Located, wishesText: boolean): void {
    const chain = trail.map((step) => (withEmpty ? step.fullIndex : step.index));
    const next = new Map(openNodes);
    trail.slice(0, -1).forEach((step, depth) => {
      next.set(step.path, {
        path: step.path,
        chain: chain.slice(0, depth + 1),
        childCount: withEmpty ? step.fullCount : step.childCount,
      });
    });
    setOpenNodes(next);
    setChosen({ node, chain });
    setTreeWish({ row: createTreeRows(windows.facts.nodeCount, [...next.values()]).rowOf(chain) });
    if (wishesText) setTextWish({ ...node.range.from });
  }

  return {
    chosen: current,
    rows,
    openNodes,
    treeWish,
    textWish,
    toggle,
    choose,
    show,
    goTo: (place: BodyPlace) => setTextWish({ ...place }),
    /** Below the top the places change with the empty ones: what is open there closes, and what is chosen there is no longer. */
    closeBelowTop() {
      setOpenNodes(new Map([...openNodes].filter(([, { chain }]) => chain.length === 1).map(closed)));
      setChosen((before) => (before?.chain.length === 1 ? before : null));
    },
  };

  function closed([path, node]: [string, OpenNode]): [string, OpenNode] {
    const known = windows.nodeAt({ parentPath: null, withEmpty }, node.chain[0] ?? 0);
    // The switch is still as it was: the counts are those of the other state.
    return [path, { ...node, childCount: (withEmpty ? known?.childCount : known?.fullCount) ?? node.childCount }];
  }
}

export type Place = ReturnType<typeof usePlace>;

/** After a reveal the same place has another value and another range. */
function refreshed(
  windows: BodyWindows,
  { node, chain }: Chosen,
  withEmpty: boolean,
  openNodes: ReadonlyMap<string, OpenNode>,
): Chosen {
  const parentChain = chain.slice(0, -1).join('.');
  const parent = [...openNodes.values()].find((each) => each.chain.join('.') === parentChain);
  const level: LevelName = { parentPath: parentChain === '' ? null : (parent?.path ?? ''), withEmpty };
  const now = windows.nodeAt(level, chain.at(-1) ?? 0);
  return now?.path === node.path ? { node: now, chain } : { node, chain };
}
