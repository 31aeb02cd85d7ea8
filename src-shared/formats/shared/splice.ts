import type { Span, SpliceResult } from '../format.ts';
import type { Charset } from './charset.ts';

type Spliced = Extract<SpliceResult, { kind: 'spliced' }>;
type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;

/** New bytes for one span; `span` of length 0 inserts. */
export type Replacement = { path: string; span: Span; bytes: Uint8Array };

const messages: Record<Rejected['reason'], string> = {
  'no-such-path': 'There is no such place in the message.',
  'not-editable': 'Only fields and their parts can be edited, and not the separators themselves.',
  'not-encodable': 'The text has a character that does not exist in the character set of the message.',
  separator: 'The message has no character for this separator or for escaping it.',
  overlapping: 'Two edits name the same place.',
  'other-charset': 'With this text the rest of the message would be read in another character set.',
};

/**
 * A refusal with its sentence, which holds no content but the one character.
 * @param character of the text that was to be written, null when it is about none
 */
export function rejectEdit(path: string, reason: Rejected['reason'], character: string | null = null): Rejected {
  const named = nameCharacter(character);
  const message = named === null ? messages[reason] : `${messages[reason].slice(0, -1)}: ${named}.`;
  return { kind: 'rejected', path, reason, character: named, message };
}

/** Null when a character does not exist in the set, or only as a control code that a reader would take for another set. */
export function encodeAs(charset: Charset, text: string): Uint8Array | null {
  const bytes = charset.encode(text);
  return bytes === null || charset.findInvalid(bytes) >= 0 ? null : bytes;
}

/** The first character of the text that cannot be written in the character set, null when all can. */
export function findUnencodable(charset: Charset, text: string): string | null {
  if (encodeAs(charset, text) !== null) return null;
  for (const character of text) if (encodeAs(charset, character) === null) return character;
  return null;
}

/**
 * The result, unless the whole would be read in another character set than before: where a set was guessed, another one may be guessed when
 * the byte that gave it away is gone.
 * @param choose the character set of the new bytes
 */
export function keepCharset(
  result: SpliceResult,
  { path, before, choose }: { path: string; before: Charset; choose(bytes: Uint8Array): Charset },
): SpliceResult {
  if (result.kind === 'rejected') return result;
  const after = choose(result.bytes);
  const isReadTheSame = after.name === before.name || after.decode(result.bytes) === before.decode(result.bytes);
  return isReadTheSame ? result : rejectEdit(path, 'other-charset');
}

/** All replacements at once, in the order of the body; refused when two overlap. */
export function spliceBytes(body: Uint8Array, replacements: readonly Replacement[]): SpliceResult {
  const sorted = replacements.toSorted((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]);
  const twice = sorted.find((each, index) => index > 0 && touches(each.span, sorted[index - 1]?.span));
  if (twice !== undefined) return rejectEdit(twice.path, 'overlapping');
  const growth = sorted.reduce((sum, { span, bytes }) => sum + bytes.length - (span[1] - span[0]), 0);
  const result = new Uint8Array(body.length + growth);
  const changes: Spliced['changes'] = [];
  let [from, to] = [0, 0];
  for (const { path, span, bytes } of sorted) {
    result.set(body.subarray(from, span[0]), to);
    to += span[0] - from;
    result.set(bytes, to);
    changes.push({ path, before: span, after: [to, to + bytes.length] });
    to += bytes.length;
    from = span[1];
  }
  result.set(body.subarray(from), to);
  return { kind: 'spliced', bytes: result, changes };
}

function touches(span: Span, before: Span | undefined): boolean {
  return before !== undefined && (span[0] < before[1] || (span[0] === before[0] && span[1] === before[1]));
}

/** `U+6F22 漢`; a control character or blank without its glyph. Null stays null. */
export function nameCharacter(character: string | null): string | null {
  if (character === null) return null;
  const code = character.codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{C}\p{Z}]/u.test(character) ? name : `${name} ${character}`;
}
