import type { ConclusionCode } from './conclusion.ts';
import type { Delivery } from './deliveries.ts';
import type { TraceDocument } from './documents.ts';

/** A filter that keeps back what a patient does not want told; a site names it. `connectorId` null = the whole channel's. */
export type WithheldBy = { connectionId: string; channelId: string; connectorId: string | null };

export type Judged = {
  code: Extract<
    ConclusionCode,
    | 'receipted'
    | 'accepted-without-receipt'
    | 'handed-over'
    | 'passed-on'
    | 'refused'
    | 'failed'
    | 'held'
    | 'waiting'
    | 'filtered'
    | 'withheld'
    | 'not-enough'
  >;
  delivery: Delivery | null;
};

/** The first of these that any destination is in is what has to be said. */
const worstFirst = ['refused', 'failed', 'waiting', 'processing', 'passed-on'] as const;
const bestFirst = ['acknowledged', 'sent', 'handed-over'] as const;
const codeOf = {
  refused: 'refused',
  failed: 'failed',
  waiting: 'waiting',
  processing: 'waiting',
  'passed-on': 'passed-on',
  acknowledged: 'receipted',
  sent: 'accepted-without-receipt',
  'handed-over': 'handed-over',
} as const;

/** What became of one document. Where one destination lacks it, that is said, however many have it. */
export function judgeDocument(document: TraceDocument, withheldBy: readonly WithheldBy[]): Judged {
  const { deliveries } = document;
  for (const state of worstFirst) {
    const delivery = deliveries.find((each) => each.state === state);
    if (delivery === undefined) continue;
    const isHeld = state === 'failed' && delivery.failure?.state === 'snoozed';
    return { code: isHeld ? 'held' : codeOf[state], delivery };
  }
  for (const state of bestFirst) {
    const delivery = deliveries.find((each) => each.state === state);
    if (delivery !== undefined) return { code: codeOf[state], delivery };
  }
  const filtered = deliveries.find(({ state }) => state === 'filtered');
  if (filtered === undefined) return { code: 'not-enough', delivery: null };
  const { ref } = document.head;
  const isWithheld = withheldBy.some(
    ({ connectionId, channelId, connectorId }) =>
      connectionId === ref.connectionId &&
      channelId === ref.channelId &&
      (connectorId === null || connectorId === filtered.connectorId),
  );
  return { code: isWithheld ? 'withheld' : 'filtered', delivery: filtered };
}
