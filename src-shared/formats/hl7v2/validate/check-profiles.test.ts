import { describe, expect, it } from 'vitest';
import { ruleProfile } from '../../../domain/rule-profile.ts';
import { hl7v2Format } from '../hl7v2-format.ts';

const header = 'MSH|^~\\&|LAB|HUS|EPJ|LEGE|20261122101500+0100||ORU^R01|M1|P|2.5';
const patient = 'PID|1||123^^^LOK~26815909444^^^FNR||Testesen^Tora';
const results = ['OBR|1|A|B|K|||||||||||||||||||||F', 'OBX|1|NM|K||4.1||||||F', 'OBX|2|ST|T||tekst||||||F'];
const message = [header, patient, 'PV1|1|I', ...results];

type Rule = { path: string; kind: string } & Record<string, unknown>;

function broken(rules: Rule[], lines = message, more: Record<string, unknown> = {}): string[] {
  const profile = ruleProfile.parse({
    name: 'Site',
    format: 'hl7v2',
    rules: rules.map((rule, at) => ({ id: `r${at}`, ...rule })),
    ...more,
  });
  const bytes = new TextEncoder().encode(lines.join('\r'));
  return hl7v2Format
    .validate(bytes, { statedEncoding: null, profiles: [profile], now: null })
    .filter((finding) => finding.profile !== null)
    .map(({ rule, path, profile: by }) => `${by?.rule} ${rule}@${path}`);
}

describe('checkProfiles', () => {
  it('asks for a value in every occurrence of a segment, and for the segment', () => {
    const rules = [{ path: 'PV1-19', kind: 'required' }];
    expect(broken(rules)).toEqual(['r0 profile.required@PV1-19']);
    expect(broken(rules, [header, patient, ...results])).toEqual(['r0 profile.required@MSH']);
    expect(broken(rules, [header, patient, `PV1|1|I${'|'.repeat(17)}42`, ...results])).toEqual([]);
    expect(broken(rules, [header, patient, `PV1|1|I${'|'.repeat(17)}""`, ...results])).toHaveLength(1);
  });

  it('asks for a number only where the condition holds in the same segment', () => {
    const rules = [{ path: 'OBX-5', kind: 'numeric', when: [{ path: 'OBX-2', equals: 'NM' }] }];
    expect(broken(rules)).toEqual([]);
    const wrong = message.map((line) => line.replace('|4.1|', '|4,1|'));
    expect(broken(rules, wrong)).toEqual(['r0 profile.numeric@OBX-5[1]']);
    expect(broken([{ path: 'OBX-5', kind: 'numeric' }])).toEqual(['r0 profile.numeric@OBX[2]-5[1]']);
  });

  it('asks for nothing where no segment fulfils the condition', () => {
    const when = [{ path: 'OBX-2', equals: 'CE' }];
    expect(broken([{ path: 'OBX-6', kind: 'required', when }])).toEqual([]);
    expect(broken([{ path: 'OBX-6', kind: 'required', when }], [header, patient])).toEqual([]);
  });

  it('takes a condition on another segment for the whole message', () => {
    const rule = { path: 'OBX-6', kind: 'required' };
    expect(broken([{ ...rule, when: [{ path: 'PV1-2', equals: 'I' }] }])).toHaveLength(2);
    expect(broken([{ ...rule, when: [{ path: 'PV1-2', notEquals: 'I' }] }])).toEqual([]);
    expect(broken([{ ...rule, when: [{ path: 'PV1-19', equals: '' }] }])).toHaveLength(2);
    expect(broken([{ ...rule, when: [{ path: 'OBX-2', oneOf: ['NM', 'SN'] }] }])).toEqual([
      'r0 profile.required@OBX-6',
    ]);
  });

  it('looks at components of every repetition, or of the one that is named', () => {
    const rule = { path: 'PID-3.1', kind: 'pattern', pattern: '\\d{11}' };
    expect(broken([rule])).toEqual(['r0 profile.pattern@PID-3[1].1']);
    expect(broken([{ ...rule, path: 'PID-3[2].1' }])).toEqual([]);
    expect(broken([{ path: 'PID-3.4', kind: 'oneOf', values: ['FNR'] }])).toEqual(['r0 profile.one-of@PID-3[1].4']);
  });

  it('knows the other kinds of rules', () => {
    expect(broken([{ path: 'PID-5', kind: 'forbidden' }])).toEqual(['r0 profile.forbidden@PID-5[1]']);
    expect(broken([{ path: 'PID-5.1', kind: 'maxLength', maxLength: 3 }])).toEqual([
      'r0 profile.max-length@PID-5[1].1',
    ]);
    expect(broken([{ path: 'MSH-7', kind: 'date' }])).toEqual([]);
    expect(broken([{ path: 'MSH-10', kind: 'date' }])).toEqual(['r0 profile.date@MSH-10[1]']);
    expect(
      broken([{ path: 'OBX-5', kind: 'pattern', pattern: 'x' }], [header, `OBX|1|ST|K||${'x'.repeat(300)}`]),
    ).toEqual(['r0 profile.not-judged@OBX-5[1]']);
  });

  it('is for its message types only', () => {
    const rules = [{ path: 'PV1-19', kind: 'required' }];
    expect(broken(rules, message, { messageTypes: ['ORU'] })).toHaveLength(1);
    expect(broken(rules, message, { messageTypes: ['ORU^R01'] })).toHaveLength(1);
    expect(broken(rules, message, { messageTypes: ['ADT', 'ORU^R30'] })).toEqual([]);
  });

  it('switches rules of the standard off, and gives its own severity and sentence', () => {
    const bytes = new TextEncoder().encode(message.join('\r').replace('+0100', ''));
    const rules = [{ id: 'a', path: 'PV1-19', kind: 'required', severity: 'warning', message: 'Own words' }];
    const profile = ruleProfile.parse({
      name: 'Site',
      format: 'hl7v2',
      rules,
      off: ['hl7.zone-missing', 'id.synthetic'],
    });
    const findings = hl7v2Format.validate(bytes, { statedEncoding: null, profiles: [profile], now: null });
    expect(findings.map(({ severity, profile: by }) => [severity, by])).toEqual([
      ['warning', { name: 'Site', rule: 'a', message: 'Own words' }],
    ]);
  });
});
