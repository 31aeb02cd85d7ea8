import { describe, expect, it } from 'vitest';
import { type GroupDecision, groupStateOf, wantsPerson } from './failure-group.ts';

const noon = Date.UTC(2026, 10, 26, 12);
const decided = (act: GroupDecision['act'], more: Partial<GroupDecision> = {}): GroupDecision => ({
  act,
  at: noon,
  person: 'Kari',
  owner: null,
  until: null,
  openThen: 40,
  newestThen: noon - 1000,
  ...more,
});
const same = { open: 40, lastAt: noon - 1000 };
const grown = { open: 55, lastAt: noon + 5000 };

describe('the state of a failure group', () => {
  it('is new until somebody decides, and after it was reopened', () => {
    expect(groupStateOf(null, same, noon).state).toBe('new');
    expect(groupStateOf(decided('reopen'), grown, noon).state).toBe('new');
  });

  it('is raised again when it grows past what was acknowledged, not when it shrinks or stands still', () => {
    expect(groupStateOf(decided('acknowledge'), same, noon)).toEqual({ state: 'acknowledged', grownBy: 0 });
    expect(groupStateOf(decided('acknowledge'), { open: 12, lastAt: noon + 5000 }, noon).state).toBe('acknowledged');
    expect(groupStateOf(decided('acknowledge'), grown, noon)).toEqual({ state: 'new', grownBy: 15 });
  });

  it('stays assigned while it grows, and says so', () => {
    expect(groupStateOf(decided('assign', { owner: 'Ola' }), grown, noon)).toEqual({ state: 'assigned', grownBy: 15 });
  });

  it('sleeps until the time set', () => {
    const asleep = decided('snooze', { until: noon + 60_000 });
    expect(groupStateOf(asleep, grown, noon + 59_999).state).toBe('snoozed');
    expect(groupStateOf(asleep, grown, noon + 60_000).state).toBe('new');
  });

  it('regresses only by a failure that came later and is still open', () => {
    expect(groupStateOf(decided('resolve'), same, noon).state).toBe('resolved');
    expect(groupStateOf(decided('resolve'), { open: 1, lastAt: noon + 1 }, noon).state).toBe('regressed');
    expect(groupStateOf(decided('resolve'), { open: 0, lastAt: noon + 1 }, noon).state).toBe('resolved');
  });

  it('wants a person while nobody has seen it or somebody has taken it', () => {
    expect(
      ['new', 'regressed', 'assigned', 'acknowledged', 'snoozed', 'resolved'].map((each) => wantsPerson(each as 'new')),
    ).toEqual([true, true, true, false, false, false]);
  });
});
