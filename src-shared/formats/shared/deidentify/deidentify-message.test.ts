import { describe, expect, it } from 'vitest';
import { createCorpus } from '../../../../test/corpus.ts';
import { allLeaves } from '../../../../test/formats.ts';
import { detectFormat, formatOf } from '../../index.ts';
import { decodeUtf8, encodeUtf8 } from '../text-codec.ts';
import { deidentifyMessage } from './deidentify-message.ts';

const options = { statedEncoding: null, shiftDays: -100, seed: 'test' };
const message = [
  'MSH|^~\\&|LAB|HUS|DIPS|HUS|20260312101500+0100||ORU^R01|A1|P|2.5.1',
  'PID|1||01819012345^^^FNR~01819012345^^^FNR||Nordmann^Kari^Anne||19900101|F|||Storgata 1^^Oslo^^0155||90123456',
  'OBR|1|R-01819012345||NPU^Kalium|||20260311|||||ring Kari',
  'OBX|1|NM|NPU03230^Kalium||4.1|mmol/L|3.5-5.0|N|||F',
  'OBX|2|FT|KOM^Kommentar||Kari Nordmann ringte',
].join('\r');

function copyOf(text: string, of = options): string {
  const body = encodeUtf8(text);
  const result = deidentifyMessage(body, formatOf(detectFormat(body)), of);
  if (result.kind === 'refused') throw new Error(`${result.reason} ${result.path}`);
  return decodeUtf8(result.bytes);
}

describe('deidentifyMessage', () => {
  it('leaves no name, number or address of the patient anywhere', () => {
    const copy = copyOf(message);
    for (const value of ['Nordmann', 'Kari', 'Anne', '01819012345', 'Storgata', '90123456', '19900101'])
      expect(copy).not.toContain(value);
  });

  it('keeps structure, codes, values and units', () => {
    const copy = copyOf(message);
    expect(copy.split('\r').map((line) => line.slice(0, 3))).toEqual(['MSH', 'PID', 'OBR', 'OBX', 'OBX']);
    expect(copy).toContain('OBX|1|NM|NPU03230^Kalium||4.1|mmol/L|3.5-5.0|N|||F');
  });

  it('gives one number one substitute, which is a synthetic one with the shifted birth date', () => {
    const numbers = [...copyOf(message).matchAll(/(?<!\d)\d{11}(?!\d)/g)].map(([number]) => number);
    expect(new Set(numbers).size).toBe(1);
    expect(numbers.length).toBe(3);
    expect(numbers[0]).toMatch(/^238989/);
    expect(copyOf(message)).toContain('|19890923|');
  });

  it('gives the same copy for the same seed and another for another', () => {
    expect(copyOf(message)).toBe(copyOf(message));
    expect(copyOf(message, { ...options, seed: 'other' })).not.toBe(copyOf(message));
  });

  it('takes out a line that is cut loose and what stands in place of a segment id', () => {
    const copy = copyOf(`${message}\rNordmann, Kari\rNordmann|x`);
    expect(copy).not.toContain('Nordmann');
  });

  it('refuses a body whose meaning is not known', () => {
    const body = encodeUtf8('just words about Kari');
    expect(deidentifyMessage(body, formatOf('text'), options)).toMatchObject({
      kind: 'refused',
      reason: 'unknown-format',
    });
  });
});

describe('deidentifyMessage on real examples', () => {
  const corpus = createCorpus('hl7v2', ['.hl7', '.txt']);
  corpus.it('leaves no long value that was masked, whatever the message', (files) => {
    let copied = 0;
    for (const { bytes } of files) {
      const format = formatOf(detectFormat(bytes));
      const result = deidentifyMessage(bytes, format, options);
      if (result.kind === 'refused') continue;
      copied += 1;
      const left = new Set(
        allLeaves(format.parse(result.bytes, options).nodes).flatMap(({ text, maskAs }) =>
          maskAs === 'name' && text !== null && text.length > 5 ? [text] : [],
        ),
      );
      const before = allLeaves(format.parse(bytes, options).nodes).flatMap(({ text, maskAs }) =>
        maskAs === 'name' && text !== null && text.length > 5 ? [text] : [],
      );
      expect(before.filter((text) => left.has(text))).toEqual([]);
    }
    expect(copied / files.length).toBeGreaterThan(0.9);
  });
});
