import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCharset, latin1, utf8 } from '../shared/charset.ts';
import { findUnreadEscapes, unescapeHl7, unescapePlain } from './hl7-escapes.ts';
import { standardSeparators } from './separators.ts';

const separators = { ...standardSeparators, truncation: 0x23 };

/** `text` holds the bytes of the message, one character each. */
function shown(text: string, charset = latin1): string {
  return unescapeHl7(
    charset.decode(Uint8Array.from(text, (character) => character.charCodeAt(0))),
    separators,
    charset,
  );
}

function unread(text: string, charset = utf8): string[] {
  return findUnreadEscapes(text, separators, charset).map(({ at, length }) => text.slice(at, at + length));
}

describe('unescapeHl7', () => {
  it('gives the separators of the message, the truncation character too', () => {
    expect(shown('\\F\\\\S\\\\T\\\\R\\\\E\\\\P\\')).toBe('|^&~\\#');
    expect(unescapeHl7('$F$$P$', { ...separators, field: 0x21, escape: 0x24, truncation: -1 }, utf8)).toBe('!$P$');
  });

  it('gives bytes in the character set of the message', () => {
    expect(shown('\\X41E6\\')).toBe('Aæ');
    expect(unescapeHl7('\\XC3A6\\', separators, utf8)).toBe('æ');
    expect(shown('\\X4\\ \\XZZ\\')).toBe('\\X4\\ \\XZZ\\');
  });

  it('gives line ends and blanks of formatted text, and leaves layout and highlighting out', () => {
    expect(shown('a\\.br\\b\\.sp\\c\\.sp2\\d\\.sp 2\\e\\.ce\\f')).toBe('a\nb\nc\n\nd\n\ne\nf');
    expect(shown('\\.in+4\\a\\.ti-2\\b\\.fi\\c\\.nf\\d\\.sk3\\e\\H\\f\\N\\g')).toBe('abcd   efg');
  });

  it('leaves what is local, unknown or not closed as written', () => {
    for (const text of ['\\Zabc\\', '\\Q\\', 'C:\\temp', '\\.xy\\', '\\', '\\\\', 'a\\\\F'])
      expect(shown(text)).toBe(text);
    expect(shown('\\Q\\F\\')).toBe('\\Q|');
  });

  it('reads what follows in the single-byte set that is called up, until the next', () => {
    expect(shown('\u00e6\\C2D42\\\u00a3\u00f3d\u00bc\\C2842\\ x')).toBe('æŁódź x');
    expect(shown('\\C2D4C\\\u00b8\u00d2\u00d0\u00dd \\T\\ \u00bd')).toBe('Иван & Н');
    expect(shown('\\C2D46\\\u00c1\\.br\\\u00c2')).toBe('Α\nΒ');
    expect(shown('\\C2949\\\u00d4\u00cf\u00c0\u00de')).toBe('ﾔﾏﾀﾞ');
    expect(shown('\\C284A\\a~')).toBe('a‾');
  });

  it('reads what follows in the multi-byte set that is called up', () => {
    expect(shown('\\M2442\\;3ED\\C2842\\=')).toBe('山田=');
    expect(unescapeHl7('\\M2442\\;3ED', separators, utf8)).toBe('山田');
    expect(shown('\\M242844\\0!')).toBe('丂');
    expect(shown('\\M242943\\\u00b1\u00e8')).toBe('김');
    expect(shown('\\M242941\\\u00cd\u00f5')).toBe('王');
  });

  it('shows as written what is none of the set that is called up, or comes in a text that has lost its bytes', () => {
    for (const text of [
      '\\M2442\\;',
      '\\M2442\\æ',
      '\\C2D42\\\u0085',
      '\\C2D47\\\u00a1',
      '\\C2842\\\u00e6',
      '\\C9999\\a',
      '\\M1\\a',
    ])
      expect(shown(text)).toBe(text);
    expect(unescapeHl7('\\C2D42\\ł', separators, utf8)).toBe('\\C2D42\\ł');
    expect(shown('\\C2D42\\\u00e6', findCharset('ascii') ?? utf8)).toBe('\\C2D42\\\ufffd');
  });
});

describe('findUnreadEscapes', () => {
  it('finds what stays as written, but for what is local', () => {
    expect(unread('a\\F\\\\Zx\\b\\Q\\c')).toEqual(['\\Q', '\\c']);
    expect(unread('C:\\temp')).toEqual(['\\temp']);
    expect(unread('\\M2442\\;3\\C2842\\\\X41\\\\.br\\\\H\\')).toEqual([]);
    expect(unread('\\M2442\\;')).toEqual(['\\M2442\\']);
  });
});

describe('unescapePlain', () => {
  it('reads the usual sequences as they are read otherwise, and leaves all others alone', () => {
    const pieces = fc.constantFrom(
      '\\',
      '.',
      '.br',
      'F',
      'T',
      'P',
      'H',
      'X41',
      'C2842',
      'Zx',
      'æ',
      '\\R\\',
      '\\.br\\',
      'a',
    );
    const marks = fc.constantFrom(0x5c, 0x2e);
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), marks, fc.constantFrom(-1, 0x23), (parts, mark, truncation) => {
        const [text, own] = [parts.join(''), { ...separators, escape: mark, truncation }];
        expect([null, unescapeHl7(text, own, utf8)]).toContain(unescapePlain(text, own));
      }),
      { numRuns: 3000 },
    );
    expect(unescapePlain('a\\T\\b\\.br\\c', separators)).toBe('a&b\nc');
    expect(unescapePlain('\\X41\\', separators)).toBeNull();
  });
});
