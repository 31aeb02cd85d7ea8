import type { Span } from '../../../src-shared/formats/format.ts';
import type { Charset } from '../../../src-shared/formats/shared/charset.ts';
import type { Changes } from '../../../src-shared/formats/shared/compose-changes.ts';
import { findUnencodable, nameCharacter } from '../../../src-shared/formats/shared/splice.ts';
import type { TextMap } from '../../../src-shared/formats/shared/text-map.ts';
import { alignLines } from './align-lines.ts';

/** `changes`: spans of the stored bytes and of the new ones, as a splice reports them. */
export type TextEditResult =
  | { kind: 'spliced'; bytes: Uint8Array; changes: Changes }
  | { kind: 'rejected'; reason: 'not-encodable' | 'lost-character'; character: string | null };

/** A line of the stored text; offsets in UTF-16 units, `next` behind its terminator. The last line has none (`end` = `next`). */
type Line = { start: number; end: number; next: number; text: string };

/**
 * The stored bytes with what a person changed in the text, and nothing else changed. An editor gives every line end back as LF, so line ends in the
 * new text only separate lines: a line keeps the terminator it had, a new one takes that of the line before it.
 * Within a changed line the bytes before and after the change are kept, also where they are not valid in the character set.
 */
export function editText(
  body: { bytes: Uint8Array; map: TextMap; charset: Charset },
  newText: string,
  defaultTerminator: '\r' | '\n',
): TextEditResult {
  const before = splitLines(body.map.text);
  const after = newText.split(/\r\n|\r|\n/);
  const oldIndexes = alignLines(
    before.map((line) => line.text),
    after,
  );
  const pieces: Piece[] = [];
  let terminator: Piece = firstTerminator(body, before) ?? Uint8Array.of(defaultTerminator.charCodeAt(0));

  for (const [index, text] of after.entries()) {
    const oldIndex = oldIndexes[index] ?? null;
    const old = oldIndex === null ? null : (before[oldIndex] ?? null);
    const written = writeLine(body, old, text);
    if (written.kind === 'rejected') return written;
    pieces.push(...written.pieces);
    if (old !== null && old.next > old.end) terminator = spanOf(body, old.end, old.next);
    if (index < after.length - 1) pieces.push(terminator);
  }
  return putTogether(body.bytes, pieces);
}

/** New bytes, or a span of the stored ones. */
type Piece = Uint8Array | Span;

/** C0 controls but tab: 0x0b and 0x1c are the frame of MLLP, where a receiver would cut the message in two. */
const unsendable = /[\u0000-\u0008\u000b-\u001f]/;

type WrittenLine = { kind: 'written'; pieces: Piece[] } | Extract<TextEditResult, { kind: 'rejected' }>;

function writeLine(
  body: { bytes: Uint8Array; map: TextMap; charset: Charset },
  old: Line | null,
  text: string,
): WrittenLine {
  const from = old ?? { start: 0, end: 0, text: '' };
  const head = commonStart(from.text, text);
  const tail = commonEnd(from.text.slice(head), text.slice(head));
  const middle = text.slice(head, text.length - tail);
  // U+FFFD stands for bytes that could not be read: written back it would be another character than the one that was lost.
  if (middle.includes('\ufffd')) return { kind: 'rejected', reason: 'lost-character', character: null };
  const control = unsendable.exec(middle)?.[0] ?? null;
  const encoded = control === null ? body.charset.encode(middle) : null;
  if (encoded === null) {
    const character = nameCharacter(control ?? findUnencodable(body.charset, middle));
    return { kind: 'rejected', reason: 'not-encodable', character };
  }
  if (old === null) return { kind: 'written', pieces: [encoded] };
  const pieces = [spanOf(body, old.start, old.start + head), encoded, spanOf(body, old.end - tail, old.end)];
  return { kind: 'written', pieces };
}

/** What is kept stays in its order, so that whatever lies between two kept spans was changed. */
function putTogether(bytes: Uint8Array, pieces: readonly Piece[]): TextEditResult {
  const result = new Uint8Array(pieces.reduce((sum, piece) => sum + lengthOf(piece), 0));
  const changes: Changes = [];
  let [from, to, changedTo] = [0, 0, 0];
  const noteUntil = (kept: number): void => {
    if (kept > from || to > changedTo) changes.push({ before: [from, kept], after: [changedTo, to] });
  };
  for (const piece of pieces) {
    if (lengthOf(piece) === 0) continue;
    const isNew = piece instanceof Uint8Array;
    // A line end taken once more for a new line is no longer in its place.
    const isKept = !isNew && piece[0] >= from;
    result.set(isNew ? piece : bytes.subarray(piece[0], piece[1]), to);
    if (isKept) {
      noteUntil(piece[0]);
      from = piece[1];
      changedTo = to + lengthOf(piece);
    }
    to += lengthOf(piece);
  }
  noteUntil(bytes.length);
  return { kind: 'spliced', bytes: result, changes };
}

function lengthOf(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.length : piece[1] - piece[0];
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, end: match.index, next: match.index + match[0].length, text: text.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  lines.push({ start, end: text.length, next: text.length, text: text.slice(start) });
  return lines;
}

function firstTerminator(body: { bytes: Uint8Array; map: TextMap }, lines: Line[]): Uint8Array | null {
  const line = lines[0];
  return line === undefined || line.next === line.end ? null : body.bytes.slice(...spanOf(body, line.end, line.next));
}

function spanOf({ map }: { map: TextMap }, start: number, end: number): Span {
  return [map.textToByteOffset(start), map.textToByteOffset(end)];
}

/** Never ends inside a surrogate pair. */
function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length > 0 && isHighSurrogate(a.charCodeAt(length - 1)) ? length - 1 : length;
}

function commonEnd(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return length > 0 && isLowSurrogate(a.charCodeAt(a.length - length)) ? length - 1 : length;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
