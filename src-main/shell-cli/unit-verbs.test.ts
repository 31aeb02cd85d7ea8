import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { convertVerb } from './convert-verb.ts';
import { findingsVerb } from './findings-verb.ts';
import type { CliContext } from './verb.ts';

let folder: string;
let printed: string[];
let explained: string[];
const context: CliContext = {
  environment: {},
  print: (line) => void printed.push(line),
  write: () => undefined,
  explain: (line) => void explained.push(line),
  readInput: () => Promise.resolve(''),
  signal: new AbortController().signal,
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-units-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  [printed, explained] = [[], []];
});

async function convert(system: string, code: string, value: string, from: string, to: string): Promise<unknown> {
  printed = [];
  const flags = ['--system', system, '--code', code, `--value=${value}`, '--from', from, '--to', to];
  expect(await convertVerb.run(flags, context)).toBe(0);
  return JSON.parse(printed[0] ?? '');
}

const isBad = expect.objectContaining({ code: 'BAD_INPUT' });

describe('convert', () => {
  it.each([
    ['NLK', 'NPU02192', '90', 'mg/dL', 'mmol/L', 'convertible_molar', '5.0'],
    ['NLK', 'NPU04998', '1.00', 'mg/dL', 'µmol/L', 'convertible_molar', '88.4'],
    ['NLK', 'NOR05172', '141', 'g/L', 'g/dL', 'convertible', '14.1'],
    ['NLK', 'NPU27300', '6,5', '% (NGSP)', 'mmol/mol', 'affine', '48'],
    ['NLK', 'NPU03835', '48', 'mmol/mol', '%', 'affine', '6.5'],
    ['NLK', 'NPU19748', '<3', 'mg/dL', 'mg/L', 'convertible', '<30'],
    ['NLK', 'NPU03230', '4.50', 'mEq/L', 'mmol/L', 'needs_analyte_knowledge', '4.50'],
    ['LOINC', '1925-7', '-3', 'mEq/L', 'mmol/L', 'needs_analyte_knowledge', '-3'],
    ['LOINC', '2823-3', '4,10', 'mmol/L', 'mmol/L', 'same', '4.10'],
    ['NLK', 'NPU01685', '2.3', 'ratio', '0', 'same_written_otherwise', '2.3'],
  ])('gives %s %s %s %s in %s', async (system, code, value, from, to, verdict, expected) => {
    const answer = await convert(system, code, value, from, to);
    expect(answer).toEqual({
      verdict,
      value: expected,
      formula: expect.any(String),
      reasons: expect.arrayContaining([expect.any(String)]),
    });
  });

  it.each([
    ['LOINC', '48066-5', 'ng/mL FEU', 'ng/mL DDU', 'not_convertible'],
    ['NLK', 'NPU01685', '%', '0', 'code_and_unit_disagree'],
    ['NLK', 'NPU01459', 'mg/dL', 'mmol/L', 'needs_analyte_knowledge'],
    ['LOINC', '15081-3', 'ng/mL', 'mIU/L', 'needs_analyte_knowledge'],
    ['NLK', 'NPU03429', 'mmoll', 'mmol/L', 'unknown_unit'],
    ['NLK', 'NPU03429', '', 'mmol/L', 'missing_unit'],
  ])('refuses %s %s from %s to %s, and says why', async (system, code, from, to, verdict) => {
    const answer = await convert(system, code, '1.0', from, to);
    expect(answer).toEqual({
      verdict,
      value: null,
      formula: null,
      reasons: expect.arrayContaining([expect.any(String)]),
    });
  });

  it('is wrongly called without a flag, with another system and with a value that is no number', async () => {
    await expect(convertVerb.run(['--system', 'NLK'], context)).rejects.toEqual(isBad);
    const rest = ['--code', 'X', '--from', 'g', '--to', 'g'];
    await expect(convertVerb.run(['--system', 'SNOMED', '--value', '1', ...rest], context)).rejects.toEqual(isBad);
    await expect(convertVerb.run(['--system', 'NLK', '--value', 'neg', ...rest], context)).rejects.toEqual(isBad);
  });
});

describe('findings', () => {
  const segments = [
    'MSH|^~\\&|LAB|HUS|EPJ|HUS|20261122||ORU^R01|C-1|P|2.5',
    'OBX|1|NM|NPU02192^P-Glukose^NLK||90|mg/dL|3.9-6.1|H|||F',
    'OBX|2|NM|NOR05172^B-Hemoglobin^NLK||14.1|g/dL|11.7-17.0|N|||F',
    'OBX|3|NM|NPU02192^P-Glukose^NLK||90|mmol/L||H|||F',
    'OBX|4|ST|X^Kommentar^L||se under|||||F',
  ];

  it('prints one line for each measurement, and changes no file', async () => {
    const name = join(folder, 'a.hl7');
    writeFileSync(name, segments.join('\r'));
    expect(await findingsVerb.run([name], context)).toBe(0);
    const lines = printed.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ judgement }) => judgement)).toEqual(['convertible_molar', 'same', 'value_suspicious']);
    expect(lines[0]).toEqual({
      file: name,
      path: 'OBX-5',
      code: 'NPU02192',
      system: 'NLK',
      value: '90',
      comparator: null,
      unit: 'mg/dL',
      ucum: 'mg/dL',
      expected: 'mmol/L',
      judgement: 'convertible_molar',
      formula: 'x * 0.0555074',
      converted: '5.0',
      reasons: expect.arrayContaining([expect.stringContaining('180.156 g/mol')]),
    });
    expect(readFileSync(name, 'utf8')).toBe(segments.join('\r'));
  });

  it('reads the other files when one is not there, and exits 1', async () => {
    const name = join(folder, 'b.hl7');
    writeFileSync(name, segments.join('\r'));
    expect(await findingsVerb.run([join(folder, 'none.hl7'), name], context)).toBe(1);
    expect(printed.length).toBe(3);
    expect(explained.join()).toContain('none.hl7');
    await expect(findingsVerb.run([], context)).rejects.toEqual(isBad);
  });
});
