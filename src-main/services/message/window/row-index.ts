/**
 * Where the rows of a body begin, in bytes. A row is a line, or a piece of a line that is too long for one.
 * `lines`: 1-based line of each row; `isDocument`: the row is one long run of base64.
 */
export type RowIndex = {
  bytes: Uint8Array;
  count: number;
  starts: Uint32Array;
  lines: Uint32Array;
  isDocument(row: number): boolean;
};

export type RowEnding = 'cr' | 'lf' | 'crlf' | null;

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** No row is longer than this, so that a window of rows has a bound. */
const pieceBytes = 4096;
/** A shorter run of base64 may as well be a long word. */
const minDocumentBytes = 1024;
const documentFlag = 0x8000_0000;

export function indexRows(bytes: Uint8Array): RowIndex {
  const rows = createRows(Math.max(64, bytes.length >> 6));
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    let end = start;
    while (end < bytes.length && bytes[end] !== carriageReturn && bytes[end] !== lineFeed) end += 1;
    line += 1;
    if (end - start < minDocumentBytes) rows.add(start, line, false);
    else addLongLine(bytes, [start, end], (at, isDocument) => rows.add(at, line, isDocument));
    start = end + (bytes[end] === carriageReturn && bytes[end + 1] === lineFeed ? 2 : 1);
  }
  return rows.finish(bytes);
}

/** Long runs of base64 are rows of their own; what is between them is cut in pieces. */
function addLongLine(
  bytes: Uint8Array,
  [start, end]: [number, number],
  add: (at: number, isDocument: boolean) => void,
): void {
  let plainFrom = start;
  for (let at = start; at < end; ) {
    let runEnd = at;
    while (runEnd < end && isBase64Code[bytes[runEnd]!] === 1) runEnd += 1;
    if (runEnd - at >= minDocumentBytes && isMixed(bytes, at)) {
      addPieces(bytes, [plainFrom, at], add);
      add(at, true);
      plainFrom = runEnd;
    }
    at = runEnd + 1;
  }
  addPieces(bytes, [plainFrom, end], add);
}

function addPieces(
  bytes: Uint8Array,
  [start, end]: [number, number],
  add: (at: number, isDocument: boolean) => void,
): void {
  for (let at = start; at < end; ) {
    add(at, false);
    let next = at + pieceBytes;
    // Not inside a character of UTF-8, which has at most three bytes after its first.
    for (let back = 0; back < 3 && next < end && (bytes[next]! & 0xc0) === 0x80; back += 1) next -= 1;
    at = next;
  }
}

/** Real base64 has letters of both cases and soon a digit or sign; a long number or a word does not. */
function isMixed(bytes: Uint8Array, start: number): boolean {
  let upper = false;
  let lower = false;
  for (let at = start; at < start + 256 && !(upper && lower); at += 1) {
    const byte = bytes[at]!;
    if (byte >= 0x41 && byte <= 0x5a) upper = true;
    if (byte >= 0x61 && byte <= 0x7a) lower = true;
  }
  return upper && lower;
}

const isBase64Code = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9+/=]/.test(String.fromCharCode(code)) ? 1 : 0,
);

function createRows(expected: number) {
  let starts = new Uint32Array(expected);
  let lines = new Uint32Array(expected);
  let count = 0;
  const grow = (from: Uint32Array): Uint32Array<ArrayBuffer> => {
    const larger = new Uint32Array(from.length * 2);
    larger.set(from);
    return larger;
  };
  return {
    add(start: number, line: number, isDocument: boolean): void {
      if (count === starts.length) {
        starts = grow(starts);
        lines = grow(lines);
      }
      starts[count] = start;
      lines[count] = isDocument ? line + documentFlag : line;
      count += 1;
    },
    finish(bytes: Uint8Array): RowIndex {
      const own = lines.slice(0, count);
      const isDocument = (row: number): boolean => own[row]! >= documentFlag;
      return { bytes, count, starts: starts.slice(0, count), lines: own, isDocument };
    },
  };
}

/** 1-based. */
export function lineOf(index: RowIndex, row: number): number {
  return index.lines[row]! & ~documentFlag;
}

/** The row's bytes without the line end behind it. */
export function rowSpan(index: RowIndex, row: number): [start: number, end: number] {
  const { bytes, starts } = index;
  const start = starts[row]!;
  const next = row + 1 < index.count ? starts[row + 1]! : bytes.length;
  return [start, next - endingLength(bytes, start, next)];
}

export function rowEnding(index: RowIndex, row: number): RowEnding {
  const { bytes, starts } = index;
  const next = row + 1 < index.count ? starts[row + 1]! : bytes.length;
  const length = endingLength(bytes, starts[row]!, next);
  if (length === 0) return null;
  if (length === 2) return 'crlf';
  return bytes[next - 1] === carriageReturn ? 'cr' : 'lf';
}

function endingLength(bytes: Uint8Array, start: number, next: number): number {
  if (next === start) return 0;
  const last = bytes[next - 1];
  if (last === lineFeed) return next - 2 >= start && bytes[next - 2] === carriageReturn ? 2 : 1;
  return last === carriageReturn ? 1 : 0;
}

/** The row that holds the byte; the last one for what is behind the body, 0 for an empty body. */
export function rowAt(index: RowIndex, byte: number): number {
  let low = 0;
  let high = index.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (index.starts[middle]! <= byte) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
