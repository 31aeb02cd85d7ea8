import type { FormatNode, Span } from '../format.ts';

/**
 * What is directly below a node, in order, each made when it is looked at. `isOrdered`: no span begins or ends before that of the node before it.
 * @method isEmptyAt whether it is a leaf with nothing in it
 */
export type NodeLevel = {
  count: number;
  isOrdered: boolean;
  at(index: number): FormatNode;
  pathAt(index: number): string;
  spanAt(index: number): Span;
  isEmptyAt(index: number): boolean;
};

/** Only of nodes as their format made them: what is copied from one, to mask it, has its `children` alone. */
const offered = new WeakMap<FormatNode, () => NodeLevel>();

/** For a node below which there may be many thousands. */
export function offerLevel(node: FormatNode, make: () => NodeLevel): void {
  offered.set(node, make);
}

/** Without making all of its children, where the format can. */
export function levelBelow(node: FormatNode): NodeLevel {
  return offered.get(node)?.() ?? levelOf(node.children());
}

/** Nodes that are there already as a level. */
export function levelOf(nodes: readonly FormatNode[]): NodeLevel {
  const nodeAt = (index: number): FormatNode => {
    const node = nodes[index];
    if (node === undefined) throw new RangeError('no such node');
    return node;
  };
  return {
    count: nodes.length,
    isOrdered: nodes.every((node, index) => index === 0 || isBehind(node, nodeAt(index - 1))),
    at: nodeAt,
    pathAt: (index) => nodeAt(index).path,
    spanAt: (index) => nodeAt(index).span,
    isEmptyAt: (index) => isEmptyLeaf(nodeAt(index)),
  };
}

export function isEmptyLeaf(node: FormatNode): boolean {
  return node.isEmpty && !node.hasChildren;
}

function isBehind({ span: [start, end] }: FormatNode, before: FormatNode): boolean {
  return start >= before.span[0] && end >= before.span[1];
}
