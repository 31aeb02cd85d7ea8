/**
 * An editor counts every line break as one character; a text may hold CRLF. These map offsets between the two, both in UTF-16 units.
 * For texts without CRLF both are the identity.
 */
export type LineBreakMap = { toEditor(textOffset: number): number; toText(editorOffset: number): number };

export function mapLineBreaks(text: string): LineBreakMap {
  const pairs: number[] = [];
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) pairs.push(at);
  if (pairs.length === 0) return { toEditor: (offset) => offset, toText: (offset) => offset };
  return {
    toEditor: (offset) => offset - countBelow(pairs, (pair) => pair + 1 < offset),
    toText: (offset) => offset + countBelow(pairs, (pair, index) => pair - index < offset),
  };
}

/** How many leading items hold; the condition must be true for a prefix only. */
function countBelow(items: readonly number[], holds: (item: number, index: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle]!, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
