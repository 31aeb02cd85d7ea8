import { describe, expect, it } from 'vitest';
import { compareFindings, standingOf, type UnitDecision } from './unit-decision.ts';

type Decision = Pick<UnitDecision, 'kind' | 'dueAt' | 'untilAt' | 'withdrawn'>;
const aDecision = (overrides: Partial<Decision>): Decision => ({
  ...{ kind: 'sender', dueAt: null, untilAt: null, withdrawn: null },
  ...overrides,
});
const now = 1000;

describe('how a finding stands', () => {
  it('is open when nobody decided, or the decision was withdrawn', () => {
    const withdrawn = { at: 5, person: { accountId: 'a', name: 'A' }, reason: null };
    const open = { state: 'open', isOverdue: false, isBack: false };
    expect(standingOf({ lastAt: 900 }, null, now)).toEqual(open);
    expect(standingOf({ lastAt: 900 }, aDecision({ kind: 'synonym', withdrawn }), now)).toEqual(open);
  });

  it('comes back when the date comes until which it was ignored', () => {
    expect(standingOf({ lastAt: 1 }, aDecision({ kind: 'ignore', untilAt: 1001 }), now).state).toBe('ignored');
    expect(standingOf({ lastAt: 1 }, aDecision({ kind: 'ignore', untilAt: 1000 }), now)).toMatchObject({
      state: 'open',
      isBack: true,
    });
  });

  it('is overdue only when it still arrives after the sender was to have corrected it', () => {
    const sender = aDecision({ kind: 'sender', dueAt: 500 });
    expect(standingOf({ lastAt: 499 }, sender, now).isOverdue).toBe(false);
    expect(standingOf({ lastAt: 501 }, sender, now).isOverdue).toBe(true);
    expect(standingOf({ lastAt: 400 }, aDecision({ dueAt: 2000 }), now)).toMatchObject({ state: 'sender' });
  });

  it('sorts overdue ones first, then urgent and large ones, unknown codes last', () => {
    const plain = { urgent: 0, messages: 10, judgement: 'convertible', isOverdue: false } as const;
    const sorted = [
      { ...plain, judgement: 'unknown_code', messages: 900 } as const,
      plain,
      { ...plain, messages: 50 },
      { ...plain, urgent: 1, messages: 1 },
      { ...plain, isOverdue: true, messages: 1 },
    ].toSorted(compareFindings);
    expect(sorted.map(({ messages, isOverdue }) => (isOverdue ? 'overdue' : messages))).toEqual([
      'overdue',
      1,
      50,
      10,
      900,
    ]);
  });
});
