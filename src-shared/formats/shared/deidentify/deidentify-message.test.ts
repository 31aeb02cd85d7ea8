import { describe, expect, it } from 'vitest';
import { hl7Dictionaries } from '../../../../src-main/platform/hl7-dictionaries.ts';
import { createCorpus } from '../../../../test/corpus.ts';
import { allLeaves } from '../../../../test/formats.ts';
import type { Format, ParsedMessage } from '../../format.ts';
import { detectFormat, formatOf } from '../../index.ts';
import { decodeUtf8, encodeUtf8 } from '../text-codec.ts';
import { deidentifyMessage } from './deidentify-message.ts';

const options = { statedEncoding: null, shiftDays: -100, seed: 'test', dictionaries: hl7Dictionaries };
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

  it('removes what stands beside a number, and a number that is written oddly', () => {
    const copy = copyOf(
      `${message}\rZPI|1|01819012345 Ola Berg\rNTE|1||x\rOBX|3|ST|X||bor hos Lise Solheim 01819012345`,
    );
    expect(copy).not.toMatch(/Ola Berg|Lise|Solheim/);
    expect(copyOf(message.replace('PID|1||01819012345', 'PID|1||0181 90 12345'))).not.toContain('0181 90 12345');
  });

  it('never gives a true value as a substitute', () => {
    const named = message.replace('Nordmann^Kari^Anne', 'Provesen^Prove');
    expect(copyOf(named)).not.toMatch(/Provesen|\bProve\b/);
  });

  it('replaces people who treat, by the types of the fields', () => {
    const copy = copyOf(
      `${message}\rPV1|1|I|MED1^201^1||||4711^Legesen^Lars\rORC|RE|R1||||||||5544^Bioing^Eva||||22334455`,
    );
    expect(copy).not.toMatch(/Legesen|Lars|Bioing|Eva|4711|5544|22334455/);
    expect(copy).toContain('MED1^201^1');
  });

  it('keeps no sentence in a field of text, and no base64 in one', () => {
    const base64 = Buffer.from(new Uint8Array(1500).map((_, at) => (at * 37) % 251)).toString('base64');
    const copy = copyOf(`${message}\rOBX|3|ST|X||Mor Lise ringte\rOBX|4|ST|Y||${base64}\rOBX|5|ST|Z||negativ`);
    expect(copy).not.toMatch(/Lise|ringte/);
    expect(copy).not.toContain(base64.slice(0, 40));
    expect(copy).toContain('|negativ');
  });

  it('replaces a reference and the id it names by the same, and keeps the rest of the address', () => {
    const copy = copyOf(
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          { resource: { resourceType: 'Patient', id: 'p4711', name: [{ family: 'Berg', given: ['Ola'] }] } },
          {
            resource: {
              resourceType: 'Observation',
              status: 'final',
              code: {
                coding: [{ system: 'http://loinc.org', code: '2823-3', display: 'Potassium' }],
                text: 'Ola sin prøve',
              },
              subject: { reference: 'Patient/p4711', display: 'Ola Berg' },
              performer: [{ display: 'Dr. Kari Nordlie' }],
              valueString: 'Jeg bor med Lise Solheim',
            },
          },
        ],
      }),
    );
    expect(copy).not.toMatch(/Berg|Ola|p4711|Nordlie|Lise|Solheim/);
    const id = /"id":"([^"]+)"/.exec(copy)?.[1];
    expect(copy).toContain(`"reference":"Patient/${id}"`);
    expect(copy).toContain('"display":"Potassium"');
  });

  it('refuses a copy in which a value of the patient is left, in its place or outside of every place', () => {
    const format = formatOf('hl7v2');
    const body = encodeUtf8(message);
    const untouched: Format = { ...format, splice: (bytes) => ({ kind: 'spliced', bytes, changes: [] }) };
    expect(deidentifyMessage(body, untouched, options)).toEqual({
      kind: 'refused',
      reason: 'value-left',
      path: 'PID-3[1].1',
    });
    const leaky: Format = {
      ...format,
      splice: (...args) => {
        const made = format.splice(...args);
        const name = encodeUtf8('NORDMANN');
        return made.kind === 'spliced' ? { ...made, bytes: new Uint8Array([...made.bytes, ...name]) } : made;
      },
    };
    expect(deidentifyMessage(body, leaky, options)).toMatchObject({
      kind: 'refused',
      reason: 'value-left',
      path: null,
    });
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
  const corpora = [
    createCorpus('hl7v2', ['.hl7', '.txt']),
    createCorpus('fhir', ['.json']),
    createCorpus('kith', ['.xml']),
  ];
  for (const corpus of corpora) {
    corpus.it('leaves no value of a patient in its place, and gives a copy of every one', (files) => {
      let copied = 0;
      let compared = 0;
      for (const { name, bytes } of files) {
        const format = formatOf(detectFormat(bytes));
        const result = deidentifyMessage(bytes, format, options);
        if (result.kind === 'refused') continue;
        copied += 1;
        const before = tellingLeaves(format.parse(bytes, options));
        const after = new Map(tellingLeaves(format.parse(result.bytes, options)).map(({ path, text }) => [path, text]));
        compared += before.length;
        const kept = before.filter(({ path, text }) => !stays.has(text ?? '') && after.get(path) === text);
        expect(
          kept.map(({ path }) => path),
          name,
        ).toEqual([]);
      }
      expect(compared).toBeGreaterThan(20);
      expect(copied).toBe(files.length);
    });
  }
});

/** What stands for something removed, and what tells nobody apart. */
const stays = new Set(['removed', 'true', 'false']);

function tellingLeaves(parsed: ParsedMessage) {
  return allLeaves(parsed.nodes).filter(
    ({ text, maskAs, isExplicitNull }) =>
      maskAs !== null && maskAs !== 'date' && text !== null && text !== '' && !isExplicitNull,
  );
}
