import type { Charset } from '../../../src-shared/formats/shared/charset.ts';
import type { TextMap } from '../../../src-shared/formats/shared/text-map.ts';
import { alignLines } from './align-lines.ts';

/** `spliced` counts the bytes written in place of others. */
export type TextEditResult =
  | { kind: 'spliced'; bytes: Uint8Array; changedBytes: number }
  | { kind: 'rejected'; reason: 'not-encodable' | 'lost-character' };

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
  const chunks: Uint8Array[] = [];
  let changedBytes = 0;
  let terminator = firstTerminator(body, before) ?? Uint8Array.of(defaultTerminator.charCodeAt(0));

  for (const [index, text] of after.entries()) {
    const oldIndex = oldIndexes[index] ?? null;
    const old = oldIndex === null ? null : (before[oldIndex] ?? null);
    const written = writeLine(body, old, text);
    if (written.kind === 'rejected') return written;
    chunks.push(...written.chunks);
    changedBytes += written.changedBytes;
    if (old !== null && old.next > old.end) terminator = bytesOf(body, old.end, old.next);
    if (index < after.length - 1) chunks.push(terminator);
  }
  return { kind: 'spliced', bytes: join(chunks), changedBytes };
}

/** C0 controls but tab: 0x0b and 0x1c are the frame of MLLP, where a receiver would cut the message in two. */
const unsendable = /[\u0000-\u0008\u000b-\u001f]/;

type WrittenLine =
  | { kind: 'written'; chunks: Uint8Array[]; changedBytes: number }
  | { kind: 'rejected'; reason: 'not-encodable' | 'lost-character' };

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
  if (middle.includes('\ufffd')) return { kind: 'rejected', reason: 'lost-character' };
  const encoded = unsendable.test(middle) ? null : body.charset.encode(middle);
  if (encoded === null) return { kind: 'rejected', reason: 'not-encodable' };
  const replaced = bytesOf(body, from.start + head, from.end - tail).length;
  return {
    kind: 'written',
    chunks: [bytesOf(body, from.start, from.start + head), encoded, bytesOf(body, from.end - tail, from.end)],
    changedBytes: Math.max(replaced, encoded.length),
  };
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
  return line === undefined || line.next === line.end ? null : bytesOf(body, line.end, line.next);
}

function bytesOf({ bytes, map }: { bytes: Uint8Array; map: TextMap }, start: number, end: number): Uint8Array {
  return bytes.subarray(map.textToByteOffset(start), map.textToByteOffset(end));
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

function join(chunks: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
