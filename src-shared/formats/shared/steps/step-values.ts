import type { FormatNode, Place } from '../../format.ts';
import { visitNodes } from '../patient-values.ts';

/** The value of a place as a step compares it: as shown, with parts as written; '' where there is none. */
export function textAt({ node }: Place): string {
  return node?.text ?? '';
}

/** An explicit null says something: it is filled. */
export function isFilled({ node }: Place): boolean {
  return node !== null && !node.isEmpty;
}

/** The filled values at and below a place, each by itself. */
export function leavesOf({ node }: Place): FormatNode[] {
  const leaves: FormatNode[] = [];
  if (node !== null)
    visitNodes([node], (each) => {
      if (!each.hasChildren && !each.isEmpty) leaves.push(each);
    });
  return leaves;
}
