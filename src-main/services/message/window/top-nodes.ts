import type { FormatNode, Span } from '../../../../src-shared/formats/format.ts';

/**
 * The top of a tree that is never made whole.
 * @method overlapping indexes of the nodes that share a byte with the span, or hold it when it is empty
 * @method candidates indexes of the nodes that may hold the path
 * @method spreadingAt what means the patient in the message around that byte
 */
export type TopNodes = {
  count: number;
  at(index: number): FormatNode;
  overlapping(span: Span): number[];
  candidates(path: string): number[];
  spreadingAt(byte: number): RegExp | null;
};

export function doesOverlap([a, b]: Span, [start, end]: Span): boolean {
  return start === end ? a <= start && start <= b : a < end && start < b;
}
