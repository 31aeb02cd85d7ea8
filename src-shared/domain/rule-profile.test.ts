import { describe, expect, it } from 'vitest';
import { profileFaultReasons, readRuleProfile } from './rule-profile.ts';

const file = (rules: unknown[], more: Record<string, unknown> = {}) =>
  JSON.stringify({ name: 'Site', format: 'hl7v2', rules, ...more });
const rule = { id: 'visit', kind: 'required', path: 'PV1-19' };

function faultsOf(text: string): [string, string][] {
  const read = readRuleProfile(text);
  return read.kind === 'invalid' ? read.faults.map(({ place, reason }) => [place, reason]) : [];
}

function placesOf(text: string): string[] {
  const read = readRuleProfile(text);
  return read.kind === 'invalid' ? read.faults.map(({ place }) => place) : [];
}

describe('readRuleProfile', () => {
  it('reads a file and fills in what it leaves out', () => {
    const read = readRuleProfile(file([rule]));
    expect(read).toMatchObject({
      kind: 'profile',
      profile: { description: '', messageTypes: [], off: [], rules: [{ severity: 'error', when: [] }] },
    });
    expect(readRuleProfile(`\ufeff${file([])}`).kind).toBe('profile');
  });

  it('names the place of what is wrong', () => {
    expect(placesOf(file([rule, { ...rule, id: 'b', kind: 'numerical' }]))).toEqual(['rules[1].kind']);
    expect(placesOf(file([{ ...rule, path: 'PV1.19' }]))).toEqual(['rules[0].path']);
    expect(placesOf(file([{ ...rule, when: [{ path: 'PV1', equals: 'x' }] }]))).toEqual(['rules[0].when[0].path']);
    expect(placesOf(file([rule, rule]))).toEqual(['rules[1].id']);
    expect(placesOf(file([], { name: '' }))).toEqual(['name']);
    expect(placesOf(file([], { other: 1 }))).toEqual(['other']);
    expect(placesOf('[]')).toEqual(['']);
  });

  it('gives a reason of its own list, and the same in English, for each', () => {
    const pattern = (text: string) => file([{ ...rule, kind: 'pattern', pattern: text }]);
    const seen = [
      'x',
      file([{ id: 'a' }]),
      file([{ ...rule, other: 1 }]),
      file([{ ...rule, kind: 'numerical' }]),
      file([], { name: '' }),
      file([{ ...rule, id: 'Å' }]),
      file([rule, rule]),
      file([{ ...rule, path: 'PV1.19' }]),
      pattern('('),
      pattern('(?=a)'),
      pattern('(\\d+)+'),
    ].map((text) => faultsOf(text)[0]);
    expect(seen).toEqual([
      ['1:1', 'not-json'],
      ['rules[0].kind', 'missing'],
      ['rules[0].other', 'unknown-name'],
      ['rules[0].kind', 'not-taken'],
      ['name', 'size'],
      ['rules[0].id', 'rule-id'],
      ['rules[1].id', 'same-id'],
      ['rules[0].path', 'hl7-path'],
      ['rules[0].pattern', 'pattern-syntax'],
      ['rules[0].pattern', 'pattern-unsupported'],
      ['rules[0].pattern', 'pattern-too-slow'],
    ]);
    expect(new Set(seen.map((fault) => fault?.[1]))).toEqual(new Set(profileFaultReasons));
  });

  it('refuses a pattern that could take too long', () => {
    expect(placesOf(file([{ ...rule, kind: 'pattern', pattern: '(\\d+)+' }]))).toEqual(['rules[0].pattern']);
  });

  it('names line and column where the text is no JSON', () => {
    expect(placesOf('{\n  "name": x\n}')).toEqual(['2:11']);
    expect(placesOf('{"name": "Si')).toEqual(['1:10']);
  });
});
