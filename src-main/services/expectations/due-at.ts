import { standardDueAt } from '../../../src-shared/domain/trace/expectation.ts';
import type { WaitedFor } from './judge-overdue.ts';

/** An order as a trace knows it; null parts are not told. `at` ms UTC. */
type Order = {
  at: number;
  isUrgent: boolean;
  ref: { connectionId: string; channelId: string };
  sender: string | null;
  receiver: string | null;
  messageType: string | null;
};

/** Until when the answer to an order is to be expected, ms UTC. A trace does not tell which section answers: of several the slowest is waited for. */
export function dueAtBy(waited: readonly WaitedFor[]): (order: Order) => number {
  return (order) => {
    const { at, isUrgent, ref } = order;
    const waits = waited.filter(
      ({ relation }) =>
        relation.kind === 'answer' &&
        relation.connectionId === ref.connectionId &&
        relation.channelId === ref.channelId &&
        relation.sender === (order.sender ?? '') &&
        relation.receiver === (order.receiver ?? '') &&
        relation.messageType === (order.messageType ?? ''),
    );
    if (waits.length === 0) return standardDueAt({ at, isUrgent });
    return at + Math.max(...waits.map(({ urgent, routine }) => (isUrgent ? urgent : routine).ms));
  };
}
