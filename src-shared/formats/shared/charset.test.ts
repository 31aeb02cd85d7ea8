import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCharset, utf8 } from './charset.ts';
import { decodeUtf8, encodeUtf8 } from './text-codec.ts';
import { findInvalidUtf8, isAscii, utf8LengthAt } from './utf8.ts';

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('findCharset', () => {
  it('knows HL7, IANA and everyday names in any case', () => {
    const names = [
      '8859/1',
      'ISO-8859-1',
      'iso8859-1',
      'latin1',
      '8859/15',
      'UNICODE UTF-8',
      'utf8',
      'ASCII',
      'Windows-1252',
      'KOI8-R',
    ];
    expect(names.map((name) => findCharset(name)?.name)).toEqual([
      ...[
        'iso-8859-1',
        'iso-8859-1',
        'iso-8859-1',
        'iso-8859-1',
        'iso-8859-15',
        'utf-8',
        'utf-8',
        'us-ascii',
        'windows-1252',
        'koi8-r',
      ],
    ]);
  });

  it('knows none that hides separators inside characters, and no invented one', () => {
    expect(['UTF-16', 'ISO IR87', 'GB 18030-2000', 'shift_jis', '', 'x'].map(findCharset)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads and writes every byte of the single-byte sets that have 256 characters', () => {
    for (const name of ['iso-8859-1', 'iso-8859-2', 'iso-8859-15', 'windows-1252', 'koi8-r']) {
      const charset = findCharset(name);
      expect(charset?.encode(charset.decode(allBytes)), name).toEqual(allBytes);
    }
  });

  it('reads a text longer than a block', () => {
    const bytes = new Uint8Array(20_001).fill(0xf8);
    expect(findCharset('8859/1')?.decode(bytes)).toBe('ø'.repeat(20_001));
  });

  it('tells Latin-1 from Windows-1252 by the control codes', () => {
    expect(findCharset('8859/1')?.decode(Uint8Array.of(0x96, 0xe6))).toBe('\u0096æ');
    expect(findCharset('windows-1252')?.decode(Uint8Array.of(0x96, 0xe6))).toBe('–æ');
    expect(findCharset('8859/1')?.findInvalid(Uint8Array.of(0x41, 0x96))).toBe(1);
  });

  it('refuses to write a character that the set lacks', () => {
    expect(findCharset('8859/1')?.encode('–')).toBeNull();
    expect(findCharset('ascii')?.encode('ø')).toBeNull();
    expect(findCharset('utf-8')?.encode('\udc00')).toBeNull();
  });
});

describe('utf8.decode', () => {
  it('agrees with the decoder of the runtime on a part of any length of any bytes', () => {
    const piece = fc.constantFrom('a', 'æ', '€', '😀', '\ufeff', '\ufffd').map((text) => [...encodeUtf8(text)]);
    const damage = fc.constantFrom([0x80], [0xc3], [0xe2, 0x82], [0xf0, 0x9f], [0xff]);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, piece, damage), { maxLength: 30 }),
        fc.nat(60),
        fc.nat(60),
        (parts, from, size) => {
          const bytes = Uint8Array.from(parts.flat());
          const [start, end] = [Math.min(from, bytes.length), Math.min(from + size, bytes.length)];
          expect(utf8.decode(bytes, start, end)).toBe(decodeUtf8(bytes.subarray(start, end)));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('findInvalidUtf8', () => {
  it('finds one byte that is wrong anywhere in a long text, wherever that begins in memory', () => {
    for (let offset = 0; offset < 4; offset += 1)
      for (let at = 0; at < 50; at += 1) {
        const bytes = new Uint8Array(50 + offset).fill(0x61).subarray(offset);
        bytes[at] = 0xff;
        expect(findInvalidUtf8(bytes)).toBe(at);
        expect(isAscii(bytes)).toBe(false);
        expect(isAscii(bytes.subarray(0, at))).toBe(true);
      }
  });

  it('agrees with the decoder of the runtime on any bytes', () => {
    const likely = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xc3, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xff),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(likely, (codes) => {
        const bytes = Uint8Array.from(codes);
        let text = '';
        for (let at = 0; at < bytes.length; ) {
          const length = utf8LengthAt(bytes, at);
          text += length < 0 ? '\ufffd' : decodeUtf8(bytes.subarray(at, at + length));
          at += Math.abs(length);
        }
        expect(text).toBe(decodeUtf8(bytes));
        expect(findInvalidUtf8(bytes) < 0).toBe(!decodeUtf8(bytes).includes('\ufffd'));
      }),
      { numRuns: 1000 },
    );
  });
});
