import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRuleProfile } from '../src-shared/domain/rule-profile.ts';
import { validateMessage } from '../src-shared/formats/index.ts';

const folder = 'resources/rule-profiles';
const report = [
  'MSH|^~\\&|LAB|HUS|EPJ|LEGE|20261122101500+0100||ORU^R01|M1|P|2.5',
  'PID|1||26815909444^^^FNR^FNR||Testesen^Tora||19590126|F',
  `OBR|1|A|B|NPU01685^Kalium^NLK${'|'.repeat(21)}F`,
  'OBX|1|NM|NPU01685^Kalium^NLK||4.1|mmol/L|||||F',
];

function brokenBy(lines: readonly string[]): string[] {
  const read = readRuleProfile(readFileSync(`${folder}/norwegian-laboratory-report.json`, 'utf8'));
  const profiles = read.kind === 'profile' ? [read.profile] : [];
  return validateMessage(new TextEncoder().encode(lines.join('\r')), { statedEncoding: null, profiles, now: null })
    .flatMap(({ profile }) => profile?.rule ?? [])
    .toSorted();
}

describe('the rule profiles that come with the console', () => {
  it('are profiles', () => {
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      expect(readRuleProfile(readFileSync(`${folder}/${file}`, 'utf8'))).toMatchObject({ kind: 'profile' });
  });

  it('find nothing in a sound laboratory report', () => {
    expect(brokenBy(report)).toEqual([]);
  });

  it('find what a receiver of laboratory reports would miss', () => {
    const [header = ''] = report;
    const lines = [header, 'PID|1||', `OBR|1|A||K${'|'.repeat(21)}Q`, 'OBX|1|NM|XPU01685^Kalium^NLK||4,1|'];
    expect(brokenBy(lines)).toEqual([
      'patient.issuer',
      'patient.number',
      'report.number',
      'report.status',
      'result.code-form',
      'result.number',
      'result.status',
      'result.unit',
    ]);
  });
});
