import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCharset, utf8 } from '../../../src-shared/formats/shared/charset.ts';
import { createTextMap } from '../../../src-shared/formats/shared/text-map.ts';
import { editText } from './edit-text.ts';

const encoder = new TextEncoder();

function edit(bytes: Uint8Array, change: (text: string) => string, charset = 'utf-8') {
  const map = createTextMap(bytes, charset);
  const asEditorGivesIt = map.text.replaceAll(/\r\n|\r/g, '\n');
  return editText({ bytes, map, charset: findCharset(charset) ?? utf8 }, change(asEditorGivesIt), '\r');
}

function edited(bytes: Uint8Array, change: (text: string) => string, charset = 'utf-8'): Uint8Array {
  const result = edit(bytes, change, charset);
  expect(result.kind).toBe('spliced');
  return result.kind === 'spliced' ? result.bytes : bytes;
}

const lineContent = fc.stringMatching(/^[A-Z0-9|^~&æøå😀]{0,12}$/u);
const terminator = fc.constantFrom('\r', '\n', '\r\n');
const mixedText = fc
  .array(fc.tuple(lineContent, terminator), { maxLength: 12 })
  .chain((lines) => lineContent.map((last) => lines.map(([text, end]) => text + end).join('') + last));

describe('editText', () => {
  it('gives identical bytes back when nothing was changed, whatever ends the lines', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        const bytes = encoder.encode(text);
        expect(edited(bytes, (shown) => shown)).toEqual(bytes);
      }),
    );
  });

  it('gives any bytes back when nothing was changed, also those that are not valid text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom('utf-8', 'iso-8859-1', 'windows-1252'),
        (bytes, charset) => {
          expect(edited(bytes, (shown) => shown, charset)).toEqual(bytes);
        },
      ),
    );
  });

  it('changes only the span of one edited field', () => {
    fc.assert(
      fc.property(mixedText, mixedText, fc.stringMatching(/^[a-z]{0,6}$/), (head, tail, value) => {
        const field = `ZZZ|${'old'}|end`;
        const bytes = encoder.encode(`${head}\r${field}\r${tail}`);
        const expected = encoder.encode(`${head}\rZZZ|${value}|end\r${tail}`);
        expect(edited(bytes, (shown) => shown.replace('ZZZ|old|end', `ZZZ|${value}|end`))).toEqual(expected);
      }),
    );
  });

  it('keeps the terminator of each line and gives a new line that of the line before it', () => {
    const bytes = encoder.encode('A|1\r\nB|2\nC|3\r');
    const changed = edited(bytes, (shown) => shown.replace('B|2', 'B|9\nN|1'));
    expect(new TextDecoder().decode(changed)).toBe('A|1\r\nB|9\nN|1\nC|3\r');
  });

  it('takes a removed line away with its terminator', () => {
    const bytes = encoder.encode('A|1\rB|2\r\nC|3\r');
    expect(new TextDecoder().decode(edited(bytes, (shown) => shown.replace('B|2\n', '')))).toBe('A|1\rC|3\r');
  });

  it('keeps invalid bytes of a line when another place in it is edited', () => {
    const bytes = Uint8Array.from([...encoder.encode('PID|A'), 0xe6, 0xff, ...encoder.encode('|old\r')]);
    const changed = edited(bytes, (shown) => shown.replace('old', 'ny'));
    expect([...changed]).toEqual([...encoder.encode('PID|A'), 0xe6, 0xff, ...encoder.encode('|ny\r')]);
  });

  it('refuses a change that would write a lost character back', () => {
    const bytes = Uint8Array.from([...encoder.encode('PID|A'), 0xff, ...encoder.encode('B')]);
    expect(edit(bytes, (shown) => shown.replace('A\ufffdB', 'X\ufffdY'))).toEqual({
      kind: 'rejected',
      reason: 'lost-character',
      character: null,
    });
  });

  it('refuses a character that the message cannot carry', () => {
    const bytes = Uint8Array.from([0x41, 0xe6, 0x0d]);
    expect(edit(bytes, (shown) => shown.replace('A', 'Ω'), 'iso-8859-1')).toEqual({
      kind: 'rejected',
      reason: 'not-encodable',
      character: 'U+03A9 Ω',
    });
  });

  it('refuses a new control character, which would cut the message in two on its way', () => {
    const bytes = encoder.encode('PID|1\r');
    for (const [control, character] of [
      ['\u0000', 'U+0000'],
      ['\u000b', 'U+000B'],
      ['\u001c', 'U+001C'],
    ] as const) {
      const change = (shown: string) => shown.replace('1', `1${control}`);
      expect(edit(bytes, change)).toEqual({ kind: 'rejected', reason: 'not-encodable', character });
    }
  });

  it('keeps a control character that was there', () => {
    const bytes = encoder.encode('\u000bPID|1\u0002\r\u001c\r');
    expect(edited(bytes, (shown) => shown.replace('PID|1', 'PID|2'))).toEqual(
      encoder.encode('\u000bPID|2\u0002\r\u001c\r'),
    );
  });

  it('encodes new characters as the message does', () => {
    const bytes = Uint8Array.from([0x41, 0x0d]);
    expect([...edited(bytes, (shown) => shown.replace('A', 'Å'), 'iso-8859-1')]).toEqual([0xc5, 0x0d]);
  });

  it('writes a first text into an empty body', () => {
    expect(new TextDecoder().decode(edited(new Uint8Array(), () => 'MSH|1\nPID|2'))).toBe('MSH|1\rPID|2');
  });

  it('reports no span when nothing was changed', () => {
    const result = edit(encoder.encode('A\rB'), (shown) => shown);
    expect(result).toMatchObject({ kind: 'spliced', changes: [] });
  });

  it('stays exact when ten thousand lines are replaced', () => {
    const bytes = encoder.encode(Array.from({ length: 10_000 }, (_, index) => `ZZ${index}|a`).join('\r'));
    const changed = edited(bytes, (shown) => shown.replaceAll('|a', '|b'));
    expect(new TextDecoder().decode(changed)).toBe(new TextDecoder().decode(bytes).replaceAll('|a', '|b'));
  });
});
