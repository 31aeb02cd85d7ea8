import type { FormatNode, NodeParts, ParsedMessage, Span } from '../../../src-shared/formats/format.ts';
import type { Changes } from '../../../src-shared/formats/shared/compose-changes.ts';

/** The top-level nodes that an edit touched, each as it was and as it is. */
export type TouchedParts = { old: FormatNode[]; new: FormatNode[] };

/**
 * Only the parts that the changes lie in, where the others surely are what they were: as many parts as before, and each that was touched still under
 * its address. Null where parts came, went or changed their name, and for formats that do not give them one at a time.
 */
export function findTouchedParts(before: ParsedMessage, after: ParsedMessage, changes: Changes): TouchedParts | null {
  const { parts: old } = before;
  const { parts: now } = after;
  if (old === undefined || now === undefined || old.count !== now.count) return null;
  const indexes = new Set<number>();
  for (const change of changes) {
    const [was, is] = [partsIn(old, change.before), partsIn(now, change.after)];
    if (was.first !== is.first || was.last !== is.last) return null;
    for (let index = Math.max(0, was.first); index <= was.last; index += 1) indexes.add(index);
  }
  const touched: TouchedParts = { old: [], new: [] };
  for (const index of [...indexes].toSorted((a, b) => a - b)) {
    const [was, is] = [old.nodeAt(index), now.nodeAt(index)];
    if (was === null || is === null || was.path !== is.path) return null;
    touched.old.push(was);
    touched.new.push(is);
  }
  return touched;
}

/** What stands before the first part belongs to none: -1. */
function partsIn(parts: NodeParts, [start, end]: Span): { first: number; last: number } {
  return { first: parts.indexAt(start), last: parts.indexAt(end) };
}
