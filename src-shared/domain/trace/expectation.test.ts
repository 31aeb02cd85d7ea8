import { describe, expect, it } from 'vitest';
import { type Relation, type SetTime, waitOf } from './expectation.ts';

const hourMs = 3_600_000;
const laboratory: Relation & { urgent: null; routine: null } = {
  ...{ kind: 'answer', connectionId: 'hospital', channelId: 'orders', sender: 'EPJ', receiver: 'LAB' },
  ...{ messageType: 'OML^O21', testGroup: 'CH', urgent: null, routine: null },
};
const anything = {
  ...{ kind: 'answer' as const, connectionId: null, channelId: null, sender: null, receiver: null },
  ...{ messageType: null, testGroup: null },
};
const time = (routineMinutes: number, scope: Partial<SetTime['scope']> = {}, at = 1): SetTime => ({
  ...{ timeId: `t${routineMinutes}`, scope: { ...anything, ...scope }, urgentMinutes: 5, routineMinutes, at },
  ...{ person: { accountId: 'a', name: 'Kari' }, reason: null },
});

describe('waitOf', () => {
  it('is standard where nobody said anything and too little came to learn from', () => {
    expect(waitOf({ ...laboratory, routine: { count: 49, p95Ms: 2 * hourMs } }, false, [])).toMatchObject({
      ms: 48 * hourMs,
      by: 'standard',
    });
    expect(waitOf(laboratory, true, []).ms).toBe(4 * hourMs);
    expect(waitOf({ ...laboratory, kind: 'receipt' }, true, []).ms).toBe(96 * hourMs);
  });

  it('is learned from enough answers, never shorter than an hour, and for urgent ones never longer than for others', () => {
    const known = { ...laboratory, routine: { count: 50, p95Ms: 2 * hourMs } };
    expect(waitOf(known, false, [])).toEqual({ ms: 2 * hourMs, by: 'learned', count: 50, timeId: null });
    expect(waitOf(known, true, [])).toMatchObject({ ms: 2 * hourMs, by: 'learned' });
    expect(waitOf({ ...known, routine: { count: 50, p95Ms: 9 } }, false, []).ms).toBe(hourMs);
  });

  it('is by hand where somebody set it, by what names most, and of two by the later', () => {
    const times = [
      time(10),
      time(20, { sender: 'epj' }),
      time(30, { sender: 'EPJ', receiver: 'LAB' }),
      time(40, { sender: 'RIS' }),
    ];
    expect(waitOf(laboratory, false, times)).toMatchObject({ ms: hourMs / 2, by: 'hand', timeId: 't30' });
    expect(waitOf(laboratory, true, times).ms).toBe(hourMs / 12);
    expect(waitOf(laboratory, false, [time(10), time(15, {}, 2)]).timeId).toBe('t15');
    expect(waitOf({ ...laboratory, kind: 'receipt' }, false, times).by).toBe('standard');
  });
});
