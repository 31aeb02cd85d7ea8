import type { BodyPlace, BodyRange } from '../../../../src-shared/contract/message-body.ts';
import type { FormatNode, Span } from '../../../../src-shared/formats/format.ts';
import { type MaskedLeaf, maskLeaf, maskWord } from '../../../../src-shared/formats/shared/mask.ts';
import { createTextMap } from '../../../../src-shared/formats/shared/text-map.ts';
import type { BodyDocument } from './body-document.ts';
import { rowAt, rowSpan } from './row-index.ts';

/**
 * The rows of a body as they are shown, and the way between bytes and places.
 * @method masksIn masked leaves that share a byte with the span, in order; none when nothing is masked
 */
export type ShownText = {
  masked: boolean;
  textOf(row: number): string;
  placeOf(byte: number): BodyPlace;
  rangeOf(span: Span): BodyRange;
  byteAt(place: BodyPlace): number;
  masksIn(span: Span): MaskedLeaf[];
  textBetween(span: Span): string;
};

type Piece = { start: number; end: number; column: number; text: string; isMasked: boolean };

const maxKeptRows = 4000;

export function createShownText(document: BodyDocument, masked: boolean): ShownText {
  const { bytes, charset, rows } = document;
  const kept = new Map<number, Piece[]>();

  function piecesOf(row: number): Piece[] {
    const known = kept.get(row);
    if (known !== undefined) return known;
    if (kept.size > maxKeptRows) kept.clear();
    const pieces = rows.isDocument(row) || row >= rows.count ? [] : cut(rowSpan(rows, row));
    kept.set(row, pieces);
    return pieces;
  }

  function cut([start, end]: Span): Piece[] {
    const pieces: Piece[] = [];
    let at = start;
    let column = 0;
    const add = (to: number, text: string, isMasked: boolean): void => {
      if (to <= at) return;
      pieces.push({ start: at, end: to, column, text, isMasked });
      at = to;
      column += text.length;
    };
    for (const { span, kind, word } of masksIn([start, end])) {
      if (span[0] > at) add(span[0], decode([at, span[0]]), false);
      const to = Math.min(span[1], end);
      // A value over several rows has a word in each.
      const isWhole = span[0] >= start && span[1] <= end;
      add(to, isWhole ? word : maskWord(kind, to - at), true);
    }
    add(end, decode([at, end]), false);
    return pieces;
  }

  const decode = ([start, end]: Span): string => (start >= end ? '' : charset.decode(bytes.subarray(start, end)));
  const masksIn = (span: Span): MaskedLeaf[] => (masked ? findMasks(document, span) : []);

  /** Inside a masked value there are no places: only before it or behind it. */
  function columnIn(pieces: readonly Piece[], byte: number, isEnd: boolean): number {
    let column = 0;
    for (const piece of pieces) {
      if (byte <= piece.start) return piece.column;
      column = piece.column + piece.text.length;
      if (byte >= piece.end) continue;
      if (piece.isMasked) return isEnd ? column : piece.column;
      return (
        piece.column +
        createTextMap(bytes.subarray(piece.start, piece.end), charset.name).byteToTextOffset(byte - piece.start)
      );
    }
    return column;
  }

  function placeOf(byte: number): BodyPlace {
    const row = rowAt(rows, byte);
    return { row, column: columnIn(piecesOf(row), byte, false) };
  }

  return {
    masked,
    masksIn,
    placeOf,
    textOf: (row) =>
      piecesOf(row)
        .map(({ text }) => text)
        .join(''),
    rangeOf([start, end]) {
      const from = placeOf(start);
      if (end <= start) return { from, to: from };
      // The end belongs to the row of the last character, not to the next one.
      const row = rowAt(rows, end - 1);
      return { from, to: { row, column: columnIn(piecesOf(row), end, true) } };
    },
    byteAt({ row, column }) {
      if (row >= rows.count) return bytes.length;
      const [start, end] = rowSpan(rows, row);
      const piece = piecesOf(row).find((each) => column < each.column + each.text.length);
      if (piece === undefined) return rows.isDocument(row) ? start : end;
      if (piece.isMasked) return piece.start;
      const map = createTextMap(bytes.subarray(piece.start, piece.end), charset.name);
      return piece.start + map.textToByteOffset(column - piece.column);
    },
    textBetween: (span) =>
      cut(span)
        .map(({ text }) => text)
        .join(''),
  };
}

function findMasks(document: BodyDocument, span: Span): MaskedLeaf[] {
  const found: MaskedLeaf[] = [];
  const walk = (node: FormatNode): void => {
    if (node.hasChildren) {
      const children = document.childrenOf(node);
      for (const index of document.childrenIn(node, span)) walk(children.at(index));
      return;
    }
    const mask = maskLeaf(node, document.top.spreadingAt(node.span[0]));
    if (mask !== null) found.push(mask);
  };
  for (const index of document.top.overlapping(span)) walk(document.top.at(index));
  return found.sort((a, b) => a.span[0] - b.span[0]);
}
