import { describe, expect, it } from 'vitest';
import { type ConversionRule, ruleRefusal } from '../../../src-shared/domain/units/conversion-rule.ts';
import { noValue } from '../../../src-shared/domain/units/no-value.ts';
import { writeFraction } from '../../../src-shared/domain/units/rule-arithmetic.ts';
import { loadUnitJudge } from '../units/unit-judge.ts';
import { convertBody } from './convert-body.ts';

const { judge } = await loadUnitJudge();

function ruleFor(code: string, unit: string, change: Partial<ConversionRule> = {}): ConversionRule {
  const { unit: judged } = judge({ ...noValue, code, codeSystem: 'NPU', unit });
  const { conversion, expected } = judged;
  if (conversion === null || expected?.ucum == null) throw new Error(`${code} ${unit} is not converted.`);
  return {
    ...{ ruleId: 'UR-1', version: 2, connectionId: 'c', channelId: 'k', sender: 'LAB / LAB', name: null, tests: [] },
    ...{
      codeSystem: judged.code?.system ?? 'NPU',
      code,
      unit,
      expected: expected.written,
      expectedUcum: expected.ucum,
    },
    ...{
      multiply: writeFraction(conversion.multiply),
      add: writeFraction(conversion.add),
      formula: conversion.formula,
    },
    ...{ derivation: [], validFrom: 0, validUntil: 1, clinicalOwner: { accountId: 'a', name: 'Kari Lege' } },
    ...change,
  };
}

const glucose = ruleFor('NPU02192', 'mg/dL');
const haemoglobin = ruleFor('NOR05172', 'g/L', { ruleId: 'UR-2' });
const hba1c = ruleFor('NPU27300', '%', { ruleId: 'UR-3' });

const head = 'MSH|^~\\&|LAB|LAB|EPJ|EPJ|20260801||ORU^R01|1|P|2.5';
const result = (value: string, rest: string, code = 'NPU02192', type = 'NM') =>
  `OBX|1|${type}|${code}^x^NPU||${value}|${rest}|||F`;
const join = (...segments: string[]): string => `${[head, 'PID|1', ...segments].join('\r')}\r`;

function convert(message: string, rules: readonly ConversionRule[] = [glucose], bytes?: Uint8Array) {
  const body = { bytes: bytes ?? new TextEncoder().encode(message), encoding: 'UTF-8', fidelity: 'wire' as const };
  const standing = rules.map((rule) => ({ rule, approver: 'Kari Lege' }));
  const made = convertBody(body, standing, judge);
  return made.kind === 'made' ? new TextDecoder().decode(made.bytes).split('\r') : made.refusalKey;
}

describe('FEATURE: results converted in the bytes of HL7 v2', () => {
  it('EXAMPLE: glucose: value, unit and range together, the flag kept, and what was sent in a note', () => {
    const before = join(result('126', 'mg/dL|70-110|H'), 'NTE|1|L|fastende', 'OBX|2|NM|NPU01|| 5|mmol/L');
    const after = convert(before);
    expect(after).toEqual([
      ...before.split('\r').slice(0, 2),
      'OBX|1|NM|NPU02192^x^NPU||6.99|mmol/L|3.9-6.11|H|||F',
      'NTE|1|L|fastende',
      'NTE|2|L|Omregnet ved ny sending: verdi 126 mg/dL til 6.99 mmol/L; referanseområde 70-110 til 3.9-6.11; flagg H beholdt. Regel UR-1 versjon 2, godkjent av Kari Lege. [vaktbord-omregning UR-1 v2]',
      ...before.split('\r').slice(4),
    ]);
  });

  it.each([
    ['126', '6.99'],
    ['126.0', '6.994'],
    ['90', '5.0'],
    ['99', '5.5'],
  ])('EXAMPLE: %s mg/dL has the digits of the source as %s', (value, expected) => {
    expect(convert(join(result(value, 'mg/dL|')))[2]).toContain(`||${expected}|mmol/L|`);
  });

  it('EXAMPLE: a low value stands where its range says which unit it is in', () => {
    expect(convert(join(result('20', 'mg/dL|70-110|LL')))[2]).toContain('||1.1|mmol/L|3.9-6.11|LL|');
  });

  it('EXAMPLE: comparators stay, in one text and in their own part', () => {
    expect(convert(join(result('<20', 'mg/dL|', 'NPU02192', 'ST')))[2]).toContain('||<1.1|mmol/L|');
    expect(convert(join(result('<^20', 'mg/dL|', 'NPU02192', 'SN')))[2]).toContain('||<^1.1|mmol/L|');
  });

  it('EXAMPLE: a UCUM unit becomes UCUM, with its text', () => {
    expect(convert(join(result('90', 'mg/dL^milligram^UCUM|')))[2]).toContain('||5.0|mmol/L^mmol/L^UCUM|');
  });

  it('EXAMPLE: haemoglobin and HbA1c, the latter by its master equation', () => {
    const both = convert(join(result('145', 'g/L|117-170', 'NOR05172'), result('7.0', '%|4.7-6.0', 'NPU27300')), [
      haemoglobin,
      hba1c,
    ]);
    expect(both[2]).toContain('||14.5|g/dL|11.7-17.0|');
    expect(both[4]).toContain('||53|mmol/mol|28-42|');
  });

  it('EXAMPLE: what has the note of a rule is never converted again, whichever the version', () => {
    const once = convert(join(result('126', 'mg/dL|')));
    const again = `${(once as string[]).join('\r')}${result('126', 'mg/dL|')}\r`;
    expect(convert((once as string[]).join('\r'))).toBe('convert.refused.already');
    expect(convert(again, [{ ...glucose, version: 3 }])).toBe('convert.refused.already');
  });

  it.each([
    ['another sender', join(result('126', 'mg/dL|')), [{ ...glucose, sender: 'ANNEN' }], 'nothing'],
    ['another unit', join(result('126', 'mg/L|')), [glucose], 'nothing'],
    ['a range of prose', join(result('126', 'mg/dL|under 110 fastende')), [glucose], 'range'],
    ['a range in the other unit', join(result('126', 'mg/dL|3.9-6.1')), [glucose], 'doubt'],
    ['a flag that says otherwise', join(result('126', 'mg/dL|70-110|L')), [glucose], 'doubt'],
    ['a value that is plausible only as mmol/L', join(result('5', 'mg/dL|')), [glucose], 'doubt'],
    [
      'a value that is usual as mmol/L, with no range to speak for its unit',
      join(result('7.2', 'mg/dL|')),
      [glucose],
      'label',
    ],
    ['the same with half a range', join(result('7.2', 'mg/dL|<110')), [glucose], 'label'],
    ['a unit in two ways', join(result('126', 'mg/dL^^UCUM^mmol/L|')), [glucose], 'unit'],
    ['a number with an exponent', join(result('1.26e2', 'mg/dL|')), [glucose], 'value'],
    [
      'a factor that the tables do not have',
      join(result('126', 'mg/dL|')),
      [{ ...glucose, multiply: '1/18' }],
      'tables',
    ],
    ['two messages in one', `${join(result('126', 'mg/dL|'))}${join(result('126', 'mg/dL|'))}`, [glucose], 'batch'],
    ['another format', '{"resourceType":"Observation","id":"1","status":"final"}', [glucose], 'format'],
  ])('EXAMPLE: refused: %s', (_, message, rules, key) => {
    expect(convert(message, rules)).toBe(`convert.refused.${key}`);
  });

  it('EXAMPLE: a name that the character set of the message does not have refuses instead of being spelt otherwise', () => {
    const body = {
      bytes: Buffer.from(join(result('126', 'mg/dL|')), 'latin1'),
      encoding: 'ISO-8859-1',
      fidelity: 'wire' as const,
    };
    const standing = [{ rule: glucose, approver: 'Ольга' }];
    const made = convertBody(body, standing, judge);
    expect(made).toMatchObject({ refusalKey: 'convert.refused.note' });
  });
});

describe('FEATURE: what can become a rule', () => {
  it.each([
    ['NPU28289', 'mg/L DDU', 'fibrin'],
    ['NPU02192', 'mg/dL', null],
    ['NPU27300', '%', null],
    ['NPU01685', '%', 'notConvertible'],
    ['NPU02192', 'bananas', 'notConvertible'],
    ['NPU02192', 'mmol/L', 'inOrder'],
  ])('EXAMPLE: %s in %s: %s', (code, unit, refusal) => {
    const judged = judge({ ...noValue, code, codeSystem: 'NPU', unit });
    expect(ruleRefusal({ code, unit, judgement: judged.judgement }, judged.unit)).toBe(refusal);
  });
});
