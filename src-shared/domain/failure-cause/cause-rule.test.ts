import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CauseEvidence } from './cause-evidence.ts';
import { type CauseRule, causeRule, findCauseRule } from './cause-rule.ts';
import { causeLine, causeOf } from './failure-cause.ts';

const failure: CauseEvidence = {
  connectionId: 'c1',
  channelId: 'k1',
  connectorIds: ['1'],
  kind: 'negative-ack',
  oneLine: 'AE: unknown ward [value] in PV1-3',
  target: 'dips.hospital:6661',
};
const rule = (parts: Partial<CauseRule>): CauseRule => ({
  ruleId: 'r1',
  name: 'Ward list is old',
  kind: null,
  channel: null,
  target: null,
  text: null,
  per: 'rule',
  ...parts,
});
const matches = (parts: Partial<CauseRule>) => findCauseRule([rule(parts)], failure) !== null;

describe('a rule of a site for causes', () => {
  it.each<[Partial<CauseRule>, boolean]>([
    [{ text: 'unknown WARD' }, true],
    [{ text: 'unknown*PV1-3' }, true],
    [{ text: 'PV1-3*unknown' }, false],
    [{ kind: 'negative-ack' }, true],
    [{ kind: 'timeout', text: 'unknown ward' }, false],
    [{ target: 'DIPS.hospital:6661' }, true],
    [{ target: 'dips.*' }, true],
    [{ target: '*:6661' }, true],
    [{ target: 'dips*hospital*6661' }, true],
    [{ target: 'dips' }, false],
    [{ target: 'dips.hospital:6661*6661' }, false],
    [{ channel: { connectionId: 'c1', channelId: 'k1' } }, true],
    [{ channel: { connectionId: 'c1', channelId: 'k2' } }, false],
  ])('%j is met: %s', (parts, isMet) => expect(matches(parts)).toBe(isMet));

  it('must narrow, and stars alone do not', () => {
    expect(causeRule.safeParse(rule({})).success).toBe(false);
    expect(causeRule.safeParse(rule({ text: '**' })).success).toBe(false);
    expect(causeRule.safeParse(rule({ text: '*ward*' })).success).toBe(true);
  });

  it('is as a pattern of the regular kind would have it, whatever is written', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), minLength: 2, maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '.', '\\'), maxLength: 12 });
    fc.assert(
      fc.property(letters, text, (pattern, oneLine) => {
        const source = pattern.replace(/[.\\]/g, '\\$&').replaceAll('*', '.*');
        const found = findCauseRule([rule({ text: pattern })], { ...failure, oneLine });
        expect(found !== null).toBe(new RegExp(source, 'is').test(oneLine));
        const whole = findCauseRule([rule({ target: pattern })], { ...failure, target: oneLine });
        expect(whole !== null).toBe(new RegExp(`^${source}$`, 'is').test(oneLine));
      }),
    );
  });

  it('takes the place of the usual reading; of several the first is taken', () => {
    const [other, own] = [rule({ ruleId: 'r0', text: 'nowhere' }), rule({ text: 'ward' })];
    const cause = causeOf(failure, [other, own, rule({ ruleId: 'r2', kind: 'negative-ack' })]);
    expect(cause.scope).toEqual({ kind: 'rule', ruleId: 'r1', place: null });
    expect(causeOf({ ...failure, channelId: 'k2', oneLine: 'AE: ward X' }, [own])).toEqual(cause);
    expect(causeOf(failure, [other])).toEqual(causeOf(failure, []));
  });

  it('keeps causes apart by channel or receiver where it says so, and by kind always', () => {
    const lineOf = (per: CauseRule['per'], parts: Partial<CauseEvidence>) =>
      causeLine(causeOf({ ...failure, ...parts }, [rule({ text: 'ward', per })]));
    expect(lineOf('channel', {})).not.toBe(lineOf('channel', { channelId: 'k2' }));
    expect(lineOf('target', {})).not.toBe(lineOf('target', { target: 'other:1' }));
    expect(lineOf('target', {})).toBe(lineOf('target', { channelId: 'k2' }));
    expect(lineOf('rule', {})).not.toBe(lineOf('rule', { kind: 'transform-error' }));
  });

  it('has another cause than any usual one, and keeps its cause when it is renamed', () => {
    const line = causeLine(causeOf(failure, [rule({ text: 'ward' })]));
    expect(causeLine(causeOf(failure, [rule({ text: 'ward', name: 'Ward codes' })]))).toBe(line);
    expect(line).not.toBe(causeLine(causeOf(failure, [])));
  });
});
