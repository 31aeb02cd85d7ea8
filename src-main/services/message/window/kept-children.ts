import type { FormatNode, Span } from '../../../../src-shared/formats/format.ts';
import { doesOverlap } from './top-nodes.ts';

/** Nodes of one level. `isOrdered`: no span begins or ends before that of the node before it. */
export type Level = { nodes: readonly FormatNode[]; isOrdered: boolean };

/** Lists of children are made anew at each call of a node: those looked at lately are kept, up to `maxNodes`, and always those on the way to the latest. */
export function createKeptChildren(maxNodes: number): (node: FormatNode) => Level {
  /** By the path of the parent, the least lately used first. */
  const kept = new Map<string, Level>();
  let size = 0;

  function makeRoom(path: string): void {
    for (const [each, { nodes }] of kept) {
      if (size <= maxNodes) return;
      // Its parents are in use: without them the next question makes all of them again.
      if (mayHold(each, path)) continue;
      kept.delete(each);
      size -= nodes.length;
    }
  }

  return (node) => {
    if (!node.hasChildren) return none;
    const found = kept.get(node.path);
    const level = found ?? levelOf(node.children());
    if (found === undefined) size += level.nodes.length;
    else kept.delete(node.path);
    kept.set(node.path, level);
    if (found === undefined) makeRoom(node.path);
    return level;
  };
}

const none: Level = { nodes: [], isOrdered: true };

export function levelOf(nodes: readonly FormatNode[]): Level {
  return { nodes, isOrdered: nodes.every((node, index) => index === 0 || isBehind(node, nodes[index - 1]!)) };
}

function isBehind({ span: [start, end] }: FormatNode, before: FormatNode): boolean {
  return start >= before.span[0] && end >= before.span[1];
}

/** Indexes of the nodes that share a byte with the span, or hold it when it is empty, in order. */
export function overlappingIn({ nodes, isOrdered }: Level, span: Span): number[] {
  const found: number[] = [];
  const first = isOrdered ? firstEndingFrom(nodes, span[0]) : 0;
  for (let index = first; index < nodes.length; index += 1) {
    const each = nodes[index]!.span;
    if (doesOverlap(each, span)) found.push(index);
    else if (isOrdered && each[0] > span[1]) break;
  }
  return found;
}

function firstEndingFrom(nodes: readonly FormatNode[], byte: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.span[1] < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a node with that path can be the place or hold it: `PID-3` holds `PID-3[1].1`, not `PID-30`. */
export function mayHold(nodePath: string, path: string): boolean {
  return path === nodePath || (path.startsWith(nodePath) && !/[\w]/.test(path.charAt(nodePath.length)));
}
