import { describe, expect, it } from 'vitest';
import { alertKinds } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { defaultRules } from '../../../../src-shared/domain/alerts/default-rules.ts';
import { completeRule, draftOf, newDraft, withKind, withRule } from './rule-draft.ts';

describe('a rule being written', () => {
  it.each(defaultRules)('is the rule it was made of ($condition.kind)', (rule) => {
    expect(completeRule(draftOf(rule))).toEqual(rule);
  });

  it.each(alertKinds)('is complete from the start as %s', (kind) => {
    expect(completeRule(newDraft('own', kind))).toMatchObject({ ruleId: 'own', condition: { kind } });
  });

  it('is not complete with a limit out of range', () => {
    const draft = newDraft('own', 'error-rate');
    expect(completeRule({ ...draft, limits: { ...draft.limits, share: 101 } })).toBeNull();
    expect(completeRule({ ...draft, limits: { ...draft.limits, atLeast: Number.NaN } })).toBeNull();
  });

  it('about an engine names no channel', () => {
    const draft = { ...newDraft('own', 'errors'), scope: { connectionId: 'c1', channelId: 'lab' } };
    expect(withKind(draft, 'certificate').scope).toEqual({ connectionId: 'c1', channelId: null });
  });

  it('takes its place among the others, or comes last', () => {
    const changed = { ...defaultRules[1]!, isOn: false };
    expect(withRule(defaultRules, changed)[1]).toEqual(changed);
    expect(withRule(defaultRules, { ...changed, ruleId: 'new' })).toHaveLength(defaultRules.length + 1);
  });
});
