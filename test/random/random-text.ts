import fc from 'fast-check';

/** Character sets that messages are written in here. */
export const encodings = ['us-ascii', 'iso-8859-1', 'windows-1252', 'utf-8'] as const;
export type Encoding = (typeof encodings)[number];

/** Letters that a text in that encoding is likely to have. */
export const letters: Record<Encoding, readonly string[]> = {
  'us-ascii': ['K'],
  'iso-8859-1': ['æ', 'Å', '§', '\u00a0'],
  'windows-1252': ['æ', '–', '€', 'Œ'],
  'utf-8': ['æ', '–', '漢', '😀', 'e\u0301', '\ufeff'],
};

/** Everything of ASCII that is neither letter nor digit. */
const marks = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(
  (each) => /[!-~]/.test(each) && !/\w/.test(each),
);

/** Texts a person might type, and some that nobody would: separators, line ends, controls, letters of every set, half a character. */
export const randomText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...marks) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          'a',
          '7',
          ' ',
          '""',
          '\\',
          '\r',
          '\n',
          '\t',
          '\\.br\\',
          '\\X41\\',
          '&amp;',
          ']]>',
          '\\u0041',
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom(...Object.values(letters).flat()) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constantFrom('\u0000', '\u000b', '\u001c', '\u007f', '\u0085', '\u0080', '\ud800') },
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const windows1252 = [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))];

/** Whether every character of the text is one of the set; C1 controls are no characters of ISO 8859-1. */
export function isWritable(text: string, encoding: string): boolean {
  if (encoding === 'utf-8') return !/\p{Surrogate}/u.test(text);
  if (encoding === 'us-ascii') return /^[\0-\x7f]*$/.test(text);
  if (encoding === 'iso-8859-1') return /^[\0-\x7f\xa0-\xff]*$/.test(text);
  return [...text].every((character) => windows1252.includes(character));
}

/** Bytes of a text whose characters all exist in the set. */
export function writeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const toByte = (character: string) =>
    encoding === 'windows-1252' ? windows1252.indexOf(character) : character.charCodeAt(0);
  return Uint8Array.from(text, toByte);
}
