import type { BodyRow } from '../../../../src-shared/contract/message-body.ts';
import type { FormatNode, Span } from '../../../../src-shared/formats/format.ts';
import type { BodyDocument } from './body-document.ts';
import { lineOf, rowAt, rowEnding, rowSpan } from './row-index.ts';
import type { ShownText } from './row-text.ts';

type Rows = { from: number; items: BodyRow[] };
export type WindowAsked = { from: number; count: number };

const maxTextLength = 64 * 1024;

/** Rows from `from` on, until there are `count` or their text is long enough for one answer; at least one where there is one. */
export function readRows(document: BodyDocument, shown: ShownText, { from, count }: WindowAsked): Rows {
  const items: BodyRow[] = [];
  let length = 0;
  for (let row = from; row < document.rows.count && items.length < count && length < maxTextLength; row += 1) {
    const item = readRow(document, shown, row);
    length += item.text.length;
    items.push(item);
  }
  return { from, items };
}

function readRow(document: BodyDocument, shown: ShownText, row: number): BodyRow {
  const { rows } = document;
  const line = lineOf(rows, row);
  const [start, end] = rowSpan(rows, row);
  return {
    line: row > 0 && lineOf(rows, row - 1) === line ? null : line,
    text: shown.textOf(row),
    ending: rowEnding(rows, row),
    documentBytes: rows.isDocument(row) ? end - start : null,
    foldTo: foldEnd(document, row),
  };
}

/** HL7 has a segment a line: nothing spans lines there. */
function foldEnd(document: BodyDocument, row: number): number | null {
  if (document.format === 'hl7v2' || document.format === 'text' || document.format === 'binary') return null;
  const span = rowSpan(document.rows, row);
  const isFrom = (node: FormatNode): boolean => node.span[0] >= span[0] && node.span[0] < span[1];
  let level: readonly FormatNode[] = document.top.overlapping(span).map((index) => document.top.at(index));
  while (level.length > 0) {
    const opened = level.find(
      (node) => node.hasChildren && isFrom(node) && rowAt(document.rows, node.span[1] - 1) > row,
    );
    if (opened !== undefined) return rowAt(document.rows, opened.span[1] - 1);
    const around = level.find((node) => node.hasChildren && node.span[0] < span[1] && node.span[1] > span[0]);
    level = around === undefined ? [] : childrenIn(document, around, span);
  }
  return null;
}

function childrenIn(document: BodyDocument, parent: FormatNode, span: Span): FormatNode[] {
  const children = document.childrenOf(parent);
  return document.childrenIn(parent, span).map((index) => children.at(index));
}
