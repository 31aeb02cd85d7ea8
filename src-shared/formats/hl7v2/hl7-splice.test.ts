import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allLeaves, expectOnlyReportedChanges } from '../../../test/formats.ts';
import type { Edit } from '../format.ts';
import { decodeUtf8, encodeUtf8 } from '../shared/text-codec.ts';
import { hl7v2Format } from './hl7v2-format.ts';

const options = { statedEncoding: null };
const header = 'MSH|^~\\&|LAB|HUS\r';
const message = `${header}PID|1||7^^^X~8||Nordmann^Kari\nOBX|1|ST|K||a\\T\\b|mmol/L\r\nOBX|2|ST|K||2`;

function splice(text: string, ...edits: Edit[]) {
  return hl7v2Format.splice(encodeUtf8(text), edits, options);
}

function spliced(text: string, ...edits: Edit[]): string {
  const result = splice(text, ...edits);
  if (result.kind === 'rejected') throw new Error(`${result.path} ${result.reason}`);
  expectOnlyReportedChanges(encodeUtf8(text), result);
  return decodeUtf8(result.bytes);
}

function rejected(text: string, ...edits: Edit[]) {
  const result = splice(text, ...edits);
  return result.kind === 'rejected' ? [result.path, result.reason] : result.kind;
}

describe('hl7v2 splice', () => {
  it('changes nothing without edits', () => {
    expect(spliced(message)).toBe(message);
  });

  it('replaces a field, a repetition, a component and one of several segments', () => {
    expect(spliced(message, { path: 'PID-5', text: 'X' })).toBe(message.replace('Nordmann^Kari', 'X'));
    expect(spliced(message, { path: 'PID-3[2]', text: 'X' })).toBe(message.replace('~8', '~X'));
    expect(spliced(message, { path: 'PID-5[1].2', text: 'X' })).toBe(message.replace('Kari', 'X'));
    expect(spliced(message, { path: 'OBX[2]-5', text: '3' })).toBe(message.replace('K||2', 'K||3'));
  });

  it('escapes with the separators of the message, so that a value adds no structure', () => {
    const changed = spliced(message, { path: 'OBX-5', text: 'a|b^c&d~e\\f\ng\rh' });
    expect(changed).toBe(message.replace('a\\T\\b', 'a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\.br\\g\\X0D\\h'));
    expect(spliced('MSH$%*!?#$L\rPID$x\r', { path: 'PID-1', text: '|$%#' })).toBe('MSH$%*!?#$L\rPID$|!F!!S!!P!\r');
  });

  it('adds only what is missing up to the place', () => {
    expect(spliced(message, { path: 'PID-8', text: 'K' })).toBe(message.replace('Kari', 'Kari|||K'));
    expect(spliced(message, { path: 'PID-5[1].4', text: 'X' })).toBe(message.replace('Kari', 'Kari^^X'));
    expect(spliced(message, { path: 'PID-5[2].2', text: 'X' })).toBe(message.replace('Kari', 'Kari~^X'));
    expect(spliced(message, { path: 'PID-5[1].2.3', text: 'X' })).toBe(message.replace('Kari', 'Kari&&X'));
    expect(spliced(message, { path: 'PID-4[1].2', text: 'X' })).toBe(message.replace('8||', '8|^X|'));
    expect(spliced(message, { path: 'OBX[2]-8', text: 'H' })).toBe(`${message}|||H`);
    expect(spliced(`${header}PID\r`, { path: 'PID-2', text: 'X' })).toBe(`${header}PID||X\r`);
  });

  it('adds nothing to make a place that stays empty', () => {
    expect(spliced(message, { path: 'PID-30', text: '' })).toBe(message);
  });

  it('sets a value empty or explicitly null', () => {
    expect(spliced(message, { path: 'PID-5', text: '' })).toBe(message.replace('Nordmann^Kari', ''));
    expect(spliced(message, { path: 'PID-5', text: '""' })).toBe(message.replace('Nordmann^Kari', '""'));
  });

  it('changes nothing when the text is the one that is shown', () => {
    expect(spliced(message, { path: 'PID-5', text: 'Nordmann^Kari' }, { path: 'OBX-5', text: 'a&b' })).toBe(message);
  });

  it('makes several edits at once, in whatever order they come', () => {
    const edits = [
      { path: 'PID-30', text: 'N' },
      { path: 'OBX-6', text: 'g' },
      { path: 'PID-8', text: 'K' },
      { path: 'PID-7[1].2', text: 'b' },
      { path: 'PID-3[1].1', text: '9999' },
    ];
    const expected = message
      .replace('7^', '9999^')
      .replace('Kari', `Kari||^b|K${'|'.repeat(22)}N`)
      .replace('mmol/L', 'g');
    expect(spliced(message, ...edits)).toBe(expected);
    expect(spliced(message, ...edits.toReversed())).toBe(expected);
  });

  it('refuses two edits of the same place or of a part of it', () => {
    expect(rejected(message, { path: 'PID-3', text: 'a' }, { path: 'PID-3[1].1', text: 'b' })).toEqual([
      'PID-3[1].1',
      'overlapping',
    ]);
    expect(rejected(message, { path: 'PID-8', text: 'a' }, { path: 'PID-8', text: 'a' })).toEqual([
      'PID-8',
      'overlapping',
    ]);
  });

  it('refuses the separators themselves, whole segments and places that cannot be', () => {
    expect(rejected(message, { path: 'MSH-1', text: '$' })).toEqual(['MSH-1', 'not-editable']);
    expect(rejected(message, { path: 'MSH-2', text: '^' })).toEqual(['MSH-2', 'not-editable']);
    expect(rejected(message, { path: 'PID', text: 'x' })).toEqual(['PID', 'not-editable']);
    for (const path of ['PV1-2', 'OBX[3]-1', 'PID-0', 'PID-5000', 'PID-5[1].9999', 'nonsense', '', '2/PID-3', '@9-1']) {
      expect(rejected(message, { path, text: 'x' })).toEqual([path, 'no-such-path']);
    }
  });

  it('refuses a field of a header without separators, whose first character would become one', () => {
    expect(rejected(`${message}\rFHS\r`, { path: 'FHS-3', text: 'x' })).toEqual(['FHS-3', 'not-editable']);
    expect(rejected(`${message}\rbhs\r`, { path: '@5-3', text: 'x' })).toEqual(['@5-3', 'not-editable']);
    expect(rejected('MSH\rPID|1\r', { path: '@1-3', text: 'x' })).toEqual(['@1-3', 'no-such-path']);
    expect(rejected('MSH\rPID|1\r', { path: 'MSH-3', text: 'x' })).toEqual(['MSH-3', 'not-editable']);
  });

  it('refuses to add a separator that stands for two levels', () => {
    expect(rejected('MSH|$$!%|L\rPID|1\r', { path: 'PID-1[1].2', text: 'x' })).toEqual(['PID-1[1].2', 'separator']);
    expect(rejected('MSH^^\rPID^1\r', { path: 'PID-1[1].2', text: 'x' })).toEqual(['PID-1[1].2', 'separator']);
  });

  it('reads no end byte of a frame as a separator', () => {
    expect(spliced('\u000bMSH|\u001c\r', { path: 'MSH-3', text: '\\X41\\' })).toBe('\u000bMSH||\\E\\X41\\E\\\u001c\r');
  });

  it('refuses a control code that only bytes of another character set have', () => {
    const body = encodeUtf8(`MSH|^~\\&${'|'.repeat(16)}8859/1\rPID|1\r`);
    expect(hl7v2Format.splice(body, [{ path: 'PID-2', text: 'a\u0085' }], options)).toMatchObject({
      reason: 'not-encodable',
      character: 'U+0085',
    });
  });

  it('refuses a character that the character set of the message lacks', () => {
    const latin = Uint8Array.from('MSH|^~\\&|\u00d8|||||||||||||||8859/1\rPID|1\r', (character) =>
      character.charCodeAt(0),
    );
    expect(hl7v2Format.splice(latin, [{ path: 'PID-5', text: '漢' }], options)).toMatchObject({
      kind: 'rejected',
      reason: 'not-encodable',
    });
    const result = hl7v2Format.splice(latin, [{ path: 'PID-5', text: 'Å' }], options);
    expect(result.kind === 'spliced' ? [...result.bytes.slice(-2)] : null).toEqual([0xc5, 0x0d]);
    expect(rejected(message, { path: 'PID-5', text: '\ud800' })).toEqual(['PID-5', 'not-encodable']);
  });

  it('encodes as the engine states, whatever MSH-18 says', () => {
    const body = encodeUtf8('MSH|^~\\&|||||||||||||||||8859/1\rPID|1\r');
    const result = hl7v2Format.splice(body, [{ path: 'PID-2', text: '漢' }], { statedEncoding: 'utf-8' });
    expect(result.kind === 'spliced' ? decodeUtf8(result.bytes) : null).toContain('PID|1|漢\r');
  });

  it('refuses what the message has no separator or no escape character for', () => {
    const bare = 'MSH|^~|LAB\rPID|1||7\r';
    expect(rejected(bare, { path: 'PID-3', text: 'a|b' })).toEqual(['PID-3', 'separator']);
    expect(rejected(bare, { path: 'PID-3[1].1.2', text: 'x' })).toEqual(['PID-3[1].1.2', 'separator']);
    expect(spliced(bare, { path: 'PID-3', text: 'a\\b' })).toBe(bare.replace('7', 'a\\b'));
  });

  it('changes nothing at all when one of several edits is refused', () => {
    expect(splice(message, { path: 'PID-5', text: 'x' }, { path: 'QQQ-1', text: 'x' })).toEqual(
      expect.objectContaining({ kind: 'rejected', path: 'QQQ-1' }),
    );
  });

  it('edits the wanted message of a batch', () => {
    const batch = `BHS|^~\\&|A\r${header}PID|1\r${header}PID|1\r`;
    expect(spliced(batch, { path: '2/PID-1', text: '9' })).toBe(`BHS|^~\\&|A\r${header}PID|1\r${header}PID|9\r`);
  });

  it('reads back what was written and touches only the reported spans, whatever the text and the place', () => {
    const place = fc.tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
    );
    fc.assert(
      fc.property(
        place,
        fc.string({ unit: 'grapheme', minLength: 1 }),
        ([field, repetition, component, subcomponent], text) => {
          const path = `PID-${field}[${repetition}].${component}.${subcomponent}`;
          const body = encodeUtf8(message);
          const result = hl7v2Format.splice(body, [{ path, text }], options);
          if (result.kind === 'rejected') throw new Error(result.reason);
          expectOnlyReportedChanges(body, result);
          const [change] = result.changes;
          const leaves = allLeaves(hl7v2Format.parse(result.bytes, options).nodes);
          const written = leaves.find((leaf) => leaf.span[1] === change?.after[1] && leaf.path.startsWith('PID'));
          expect(written?.text).toBe(text);
        },
      ),
    );
  });
});
