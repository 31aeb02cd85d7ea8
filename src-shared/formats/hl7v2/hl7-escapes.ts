import type { Charset } from '../shared/charset.ts';
import { findInvokedCharset, type InvokedCharset, readInvoked } from './invoked-charset.ts';
import type { Separators } from './separators.ts';

/**
 * Text as a person reads it: `\F\ \S\ \T\ \R\ \E\ \P\` as the separators they stand for, `\X0D\` as its bytes in the message's
 * character set, `\C2D42\` and `\M2442\` by reading what follows in the set they call up, `\.br\` and its kin as line ends, highlighting left
 * out. What is unknown, local (`\Z..\`), not closed or cannot be read stays as written.
 * Source: HL7 v2.9 chapter 2, section 2.7.
 */
export function unescapeHl7(text: string, separators: Separators, charset: Charset): string {
  if (separators.escape < 0 || !text.includes(String.fromCharCode(separators.escape))) return text;
  let result = '';
  for (const { meaning, written } of readEscapes(text, separators, charset)) result += meaning ?? written;
  return result;
}

/** The same where all sequences are names of separators (`\F\`, `\T\` …) or `\.br\`, as most are; null where others come, or a mark is alone. */
export function unescapePlain(text: string, separators: Separators): string | null {
  const mark = String.fromCharCode(separators.escape);
  const lineEnd = `.br${mark}`;
  let result = '';
  let at = 0;
  for (let open = text.indexOf(mark); open >= 0; open = text.indexOf(mark, at)) {
    const isLineEnd = mark !== '.' && text.startsWith(lineEnd, open + 1);
    const code = isLineEnd || text[open + 2] !== mark ? null : separatorNamed(text[open + 1] ?? '', separators);
    if (!isLineEnd && (code === null || code < 0)) return null;
    result += text.slice(at, open) + (code === null ? '\n' : String.fromCharCode(code));
    at = open + (isLineEnd ? 5 : 3);
  }
  return result + text.slice(at);
}

/** Where escape sequences stand that stay as written although they should not: unknown, not closed, or not to be read. `at`: offset in the text. */
export function findUnreadEscapes(
  text: string,
  separators: Separators,
  charset: Charset,
): { at: number; length: number }[] {
  if (separators.escape < 0) return [];
  return [...readEscapes(text, separators, charset)]
    .filter(({ meaning, written }) => meaning === null && !/^.Z/.test(written))
    .map(({ at, written }) => ({ at, length: written.length }));
}

/** A run of text or one sequence; `meaning` null where it stays as written. */
type Piece = { at: number; written: string; meaning: string | null };

function* readEscapes(text: string, separators: Separators, charset: Charset): Generator<Piece, void, undefined> {
  const mark = String.fromCharCode(separators.escape);
  let invoked: InvokedCharset | null = null;
  const readRun = (at: number, end: number): Piece => {
    const written = text.slice(at, end);
    return { at, written, meaning: invoked === null ? written : (readInvoked(written, invoked, charset) ?? written) };
  };
  let at = 0;
  while (at < text.length) {
    const open = indexOrEnd(text, mark, at);
    if (open > at) yield readRun(at, open);
    if (open === text.length) return;
    const close = indexOrEnd(text, mark, open + 1);
    const name = text.slice(open + 1, close);
    const called = findInvokedCharset(name);
    const isReadable =
      called !== null &&
      readInvoked(text.slice(close + 1, indexOrEnd(text, mark, close + 1)), called, charset) !== null;
    if (isReadable) invoked = called;
    const meaning = close === text.length ? null : isReadable ? '' : meaningOf(name, separators, charset);
    // An unknown sequence is kept, and its closing mark may open the next one.
    const isWhole = meaning !== null || called !== null || isLocal(name);
    at = isWhole ? Math.min(close + 1, text.length) : close;
    yield { at: open, written: text.slice(open, at), meaning };
  }
}

function isLocal(name: string): boolean {
  return name.startsWith('Z');
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}

/**
 * The reverse, for a value that a person typed: it can never add structure. A line end becomes `\.br\`, other control characters `\Xhh\`.
 * Null when something must be escaped and the message has no escape character of its own.
 */
export function escapeHl7(text: string, separators: Separators): string | null {
  const mark = escapeMark(separators);
  let result = '';
  for (const character of text) {
    const name = escapeName(character, separators);
    if (name !== null && mark === null) return null;
    result += name === null ? character : `${mark}${name}${mark}`;
  }
  return result;
}

/** The character for which `escapeHl7` gives null, null when there is none. */
export function findUnescapable(text: string, separators: Separators): string | null {
  if (escapeMark(separators) !== null) return null;
  for (const character of text) if (escapeName(character, separators) !== null) return character;
  return null;
}

/** Null also where MSH-2 uses the escape character for something else too: escaping with it would add structure. */
function escapeMark({ escape: code, ...others }: Separators): string | null {
  return code < 0 || Object.values(others).includes(code) ? null : String.fromCharCode(code);
}

function escapeName(character: string, separators: Separators): string | null {
  const code = character.charCodeAt(0);
  switch (code) {
    case separators.escape:
      return 'E';
    case separators.field:
      return 'F';
    case separators.component:
      return 'S';
    case separators.repetition:
      return 'R';
    case separators.subcomponent:
      return 'T';
    case separators.truncation:
      return 'P';
    case 0x0a:
      // A point can be a separator too.
      return Object.values(separators).includes(0x2e) ? 'X0A' : '.br';
    case 0x09:
      return null;
    default:
      return code < 0x20 || code === 0x7f ? `X${code.toString(16).toUpperCase().padStart(2, '0')}` : null;
  }
}

function meaningOf(name: string, separators: Separators, charset: Charset): string | null {
  const code = separatorNamed(name, separators);
  if (code !== null) return code < 0 ? null : String.fromCharCode(code);
  if (name === 'H' || name === 'N') return '';
  if (/^X(?:[0-9a-f]{2})+$/i.test(name)) return charset.decode(hexBytes(name.slice(1)));
  const format = /^\.(br|ce|sp|sk|in|ti|fi|nf) ?([+-]?\d{1,2})?$/i.exec(name);
  if (format === null) return null;
  const count = Math.max(1, Math.abs(Number(format[2] ?? 1)));
  switch (format[1]?.toLowerCase()) {
    case 'br':
    case 'ce':
      return '\n';
    case 'sp':
      return '\n'.repeat(count);
    case 'sk':
      return ' '.repeat(count);
    default:
      return ''; // indents and filling: layout, not text
  }
}

function separatorNamed(name: string, separators: Separators): number | null {
  switch (name) {
    case 'F':
      return separators.field;
    case 'S':
      return separators.component;
    case 'T':
      return separators.subcomponent;
    case 'R':
      return separators.repetition;
    case 'E':
      return separators.escape;
    case 'P':
      return separators.truncation;
    default:
      return null;
  }
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
