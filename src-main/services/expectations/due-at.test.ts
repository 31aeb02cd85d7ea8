import { describe, expect, it } from 'vitest';
import { standardDueAt } from '../../../src-shared/domain/trace/expectation.ts';
import { dueAtBy } from './due-at.ts';
import type { WaitedFor } from './judge-overdue.ts';

const hourMs = 3_600_000;
const ref = { connectionId: 'c1', channelId: 'orders' };
const order = { at: 1000, isUrgent: false, ref, sender: 'EPJ', receiver: null, messageType: 'OML^O21' };

function waited(testGroup: string, routineHours: number, urgentHours: number): WaitedFor {
  const relation = {
    ...{ relationKey: 1, kind: 'answer' as const, ...ref, channelName: 'Orders', sender: 'EPJ', receiver: '' },
    ...{ messageType: 'OML^O21', testGroup },
  };
  const wait = (hours: number) => ({ ms: hours * hourMs, by: 'hand' as const, count: 0, timeId: null });
  return {
    relation,
    learned: { routine: null, urgent: null, answeredIn: [] },
    urgent: wait(urgentHours),
    routine: wait(routineHours),
  };
}

describe('until when an answer is to be expected', () => {
  it('is as was set or learned where the order is of that kind, and of several sections the slowest', () => {
    const dueAt = dueAtBy([waited('CH', 2, 1), waited('MB', 72, 3)]);
    expect(dueAt(order)).toBe(1000 + 72 * hourMs);
    expect(dueAt({ ...order, isUrgent: true })).toBe(1000 + 3 * hourMs);
    expect(dueAtBy([waited('CH', 2, 1)])(order)).toBe(1000 + 2 * hourMs);
  });

  it.each([{ ref: { ...ref, channelId: 'others' } }, { sender: 'Other' }, { receiver: 'LAB' }, { messageType: null }])(
    'is the standard one for another order: %j',
    (other) => {
      const another = { ...order, ...other };
      expect(dueAtBy([waited('CH', 2, 1)])(another)).toBe(standardDueAt(another));
    },
  );
});
