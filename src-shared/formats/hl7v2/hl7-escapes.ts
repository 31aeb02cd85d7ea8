import type { Charset } from '../shared/charset.ts';
import type { Separators } from './separators.ts';

/**
 * Text as a person reads it: `\F\ \S\ \T\ \R\ \E\ \P\` as the separators they stand for, `\X0D\` as its bytes in the message's
 * character set, `\.br\` and its kin as line ends, highlighting left out. What is unknown or not closed stays as written.
 * Source: HL7 v2.9 chapter 2, section 2.7.
 */
export function unescapeHl7(text: string, separators: Separators, charset: Charset): string {
  if (separators.escape < 0) return text;
  const mark = String.fromCharCode(separators.escape);
  let at = 0;
  let result = '';
  for (;;) {
    const open = text.indexOf(mark, at);
    const close = open < 0 ? -1 : text.indexOf(mark, open + 1);
    if (close < 0) return result + text.slice(at);
    const meaning = meaningOf(text.slice(open + 1, close), separators, charset);
    // An unknown sequence is kept, and its closing mark may open the next one.
    result += meaning === null ? text.slice(at, close) : text.slice(at, open) + meaning;
    at = meaning === null ? close : close + 1;
  }
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
  const format = /^\.(br|ce|sp|sk|in|ti|fi|nf)([+-]?\d{1,2})?$/i.exec(name);
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
