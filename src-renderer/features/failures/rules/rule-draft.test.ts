import { describe, expect, it } from 'vitest';
import { completeRule, moveEarlier, newRule, withRule } from './rule-draft.ts';

const [a, b, c] = ['a', 'b', 'c'].map((ruleId) => ({ ...newRule(ruleId), name: ruleId, text: 'ward' }));

describe('a rule being written', () => {
  it('is complete with a name and something that narrows; what is empty does not', () => {
    expect(completeRule({ ...newRule('a'), name: 'Wards' })).toBeNull();
    expect(completeRule({ ...newRule('a'), text: 'ward' })).toBeNull();
    expect(completeRule({ ...newRule('a'), name: 'Wards', text: ' ', target: '' })).toBeNull();
    expect(completeRule({ ...newRule('a'), name: 'Wards', text: 'ward', target: '' })).toMatchObject({ target: null });
  });

  it('takes the place it had, else the last', () => {
    const changed = { ...b!, name: 'other' };
    expect(withRule([a!, b!], changed)).toEqual([a, changed]);
    expect(withRule([a!], b!)).toEqual([a, b]);
  });

  it('is moved one place earlier, the first nowhere', () => {
    expect(moveEarlier([a!, b!, c!], 'c')).toEqual([a, c, b]);
    expect(moveEarlier([a!, b!], 'a')).toEqual([a, b]);
    expect(moveEarlier([a!, b!], 'gone')).toEqual([a, b]);
  });
});
