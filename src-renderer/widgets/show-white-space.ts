/** What stands on screen for a character that has no sign of its own; null = it has one. */
export function signOf(character: string): string | null {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\t') return '→';
  if (character === '\u00a0') return '⍽';
  if (code < 0x20) return controlNames[code] ?? null;
  if (code === 0x7f) return 'DEL';
  if (code >= 0x80 && code < 0xa0) return code.toString(16).toUpperCase();
  return invisible.test(character) ? '◌' : null;
}

/** Few typefaces have the pictures of Unicode for these: their names are read by everybody. */
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

export const endingSigns = { cr: 'CR', lf: 'LF', crlf: 'CRLF' } as const;

/** Zero-width, direction marks, soft hyphen, byte order mark. */
const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/;

/** The characters of a text that have no sign of their own, with what stands for each. */
export function findUnseen(text: string): { from: number; to: number; sign: string }[] {
  return [...text.matchAll(unseen)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    sign: signOf(match[0]) ?? '◌',
  }));
}

const unseen = /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;
