import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hl7Dictionaries } from '../src-main/platform/hl7-dictionaries.ts';
import type { Edit, Finding } from '../src-shared/formats/format.ts';
import { detectFormat, formatOf, validateMessage } from '../src-shared/formats/index.ts';
import { decodeUtf8, encodeUtf8 } from '../src-shared/formats/shared/text-codec.ts';
import { createCorpus } from './corpus.ts';

const options = { statedEncoding: null, profiles: [], now: Date.UTC(2026, 10, 26), dictionaries: hl7Dictionaries };

const hl7 = (...lines: string[]) =>
  ['MSH|^~\\&|LAB|HUS|EPJ|LEGE|20261122101500+0100||ORU^R01^ORU_R01|M1|P|2.5.1', ...lines].join('\r');
const person = 'PID|1||1234^^^HUS^MR||Testesen^Tora||19590126|F';
const order = 'OBR|1|A|B|K^Kalium^NLK|||20261121||||||||||||||||||F';
const result = (value: string, type = 'NM') => `OBX|1|${type}|K^Kalium^NLK||${value}|mmol/L|||||F`;
const sample = readFileSync('src-shared/formats/kith-xml/fixtures/epikrise-1.2.xml', 'utf8');

const keyOf = ({ rule, path }: Finding) => `${rule} ${path}`;

function apply(body: Uint8Array, fix: readonly Edit[]): Uint8Array {
  const result = formatOf(detectFormat(body)).splice(body, fix, options);
  if (result.kind === 'rejected') throw new Error(`${result.path} ${result.reason}`);
  return result.bytes;
}

/** Applying it makes the finding go, and brings no error and no warning that was not there. */
function expectMended(body: Uint8Array, finding: Finding): Uint8Array {
  const before = validateMessage(body, options).map(keyOf);
  const mended = apply(body, finding.fix ?? []);
  const after = validateMessage(mended, options);
  const countOf = (keys: readonly string[]) => keys.filter((key) => key === keyOf(finding)).length;
  expect(countOf(after.map(keyOf)), keyOf(finding)).toBe(countOf(before) - 1);
  const grave = after.filter(({ severity }) => severity !== 'info').map(keyOf);
  expect(grave.filter((key) => !before.includes(key))).toEqual([]);
  return mended;
}

describe('the fix of a finding', () => {
  it.each<[rule: string, text: string, old: string | RegExp, mended: string]>([
    [
      'hl7.date-time',
      hl7(person, order, result('4')).replace('20261122101500+0100', '2026-11-22T10:15:00+01:00'),
      '2026-11-22T10:15:00+01:00',
      '20261122101500+0100',
    ],
    ['hl7.date-time', hl7(person.replace('19590126', '1959-01-26'), order, result('4')), '1959-01-26', '19590126'],
    ['hl7.date', hl7(person.replace('HUS^MR', 'HUS^MR^^2020-01-31'), order, result('4')), '2020-01-31', '20200131'],
    ['hl7.code-case', hl7(person, order.replace(/F$/, 'f'), result('4')), /f(?=\rOBX)/, 'F'],
    ['hl7.structure-name', hl7(person, order, result('4')).replace('ORU_R01', 'ORM_O01'), 'ORM_O01', 'ORU_R01'],
    [
      'hl7.structure-name',
      hl7('EVN||20261122', person, 'PV1|1|I').replace('ORU^R01^ORU_R01', 'ADT^A08^ADT_A03'),
      'ADT_A03',
      'ADT_A01',
    ],
    [
      'id.characters',
      hl7(person.replace('1234^^^HUS^MR', '26.81.59.09444^^^FNR^FNR'), order, result('4')),
      '26.81.59.09444',
      '26815909444',
    ],
  ])('%s in HL7 v2', (rule, text, old, mended) => {
    const body = encodeUtf8(text);
    const finding = validateMessage(body, options).find((each) => each.rule === rule && each.fix !== null);
    if (finding === undefined) throw new Error(`${rule} has no fix`);
    expect(decodeUtf8(expectMended(body, finding))).toBe(text.replace(old, mended));
  });

  it.each([
    ['hl7.decimal-comma', hl7(person, order, result('4,1'))],
    ['hl7.date-time', hl7(person, order, result('2026-11-21 08:05', 'TS'))],
    ['hl7.number', hl7(person, order, result('ca. 4'))],
    ['hl7.date', hl7(person, order, result('21.11.2026', 'DT'))],
    ['hl7.date-time', hl7(person, order, result('2026-13-01', 'TS'))],
    ['hl7.code-unknown', hl7(person, order.replace(/F$/, 'Q'), result('4'))],
    ['id.characters', hl7(person.replace('1234^^^HUS^MR', '26.81.59.09445^^^FNR^FNR'), order, result('4'))],
  ])(
    '%s is left to a person where it may mean two things, and to the laboratory where it is its result',
    (rule, text) => {
      const findings = validateMessage(encodeUtf8(text), options).filter((each) => each.rule === rule);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ fix }) => fix !== null)).toEqual([]);
    },
  );

  it.each([
    ['kith.date', /GenDate V="[^"]+/, 'GenDate V="20261121101500+0100', 'GenDate V="2026-11-21T10:15:00+01:00'],
    ['id.characters', /(\d{3})(<\/dis:Id>\s*<dis:TypeId V="HER")/, ' $1$2', sample],
  ] as const)('%s in KITH XML', (rule, pattern, broken, expected) => {
    const text = sample.replace(pattern, broken);
    expect(text).not.toBe(sample);
    const body = encodeUtf8(text);
    const finding = validateMessage(body, options).find((each) => each.rule === rule && each.fix !== null);
    if (finding === undefined) throw new Error(`${rule} has no fix`);
    expect(decodeUtf8(expectMended(body, finding))).toContain(expected);
  });
});

const corpora = [createCorpus('hl7v2', ['.hl7']), createCorpus('kith', ['.xml']), createCorpus('fhir', ['.json'])];

describe('the fixes of real examples', () => {
  it.each(corpora.map((corpus) => [corpus] as const))('mend what they are for, and break nothing', ({ files }) => {
    for (const { bytes } of files) {
      const fixable = validateMessage(bytes, options).filter(({ fix }) => fix !== null);
      for (const finding of fixable.slice(0, 12)) expectMended(bytes, finding);
    }
  });

  it('are there for the samples of the product too', () => {
    for (const name of readdirSync('src-shared/formats/kith-xml/fixtures')) {
      const bytes = new Uint8Array(readFileSync(`src-shared/formats/kith-xml/fixtures/${name}`));
      for (const finding of validateMessage(bytes, options).filter(({ fix }) => fix !== null))
        expectMended(bytes, finding);
    }
  });
});
