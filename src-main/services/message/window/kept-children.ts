import type { FormatNode, Span } from '../../../../src-shared/formats/format.ts';
import { levelBelow, levelOf, type NodeLevel } from '../../../../src-shared/formats/shared/node-level.ts';
import { doesOverlap } from './top-nodes.ts';

/** Lists of children are made anew at each call of a node: those looked at lately are kept, up to `maxNodes`, and always those on the way to the latest. */
export function createKeptChildren(maxNodes: number): (node: FormatNode) => NodeLevel {
  /** By the path of the parent, the least lately used first. */
  const kept = new Map<string, NodeLevel>();
  let size = 0;

  function makeRoom(path: string): void {
    for (const [each, { count }] of kept) {
      if (size <= maxNodes) return;
      // Its parents are in use: without them the next question makes all of them again.
      if (mayHold(each, path)) continue;
      kept.delete(each);
      size -= count;
    }
  }

  return (node) => {
    if (!node.hasChildren) return none;
    const found = kept.get(node.path);
    const level = found ?? levelBelow(node);
    if (found === undefined) size += level.count;
    else kept.delete(node.path);
    kept.set(node.path, level);
    if (found === undefined) makeRoom(node.path);
    return level;
  };
}

const none = levelOf([]);

/** Indexes of the nodes that share a byte with the span, or hold it when it is empty, in order. */
export function overlappingIn(level: NodeLevel, span: Span): number[] {
  const found: number[] = [];
  const first = level.isOrdered ? firstEndingFrom(level, span[0]) : 0;
  for (let index = first; index < level.count; index += 1) {
    const each = level.spanAt(index);
    if (doesOverlap(each, span)) found.push(index);
    else if (level.isOrdered && each[0] > span[1]) break;
  }
  return found;
}

function firstEndingFrom(level: NodeLevel, byte: number): number {
  let low = 0;
  let high = level.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (level.spanAt(middle)[1] < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a node with that path can be the place or hold it: `PID-3` holds `PID-3[1].1`, not `PID-30`. */
export function mayHold(nodePath: string, path: string): boolean {
  return path === nodePath || (path.startsWith(nodePath) && !/[\w]/.test(path.charAt(nodePath.length)));
}
