import { z } from 'zod';
import { type FoundUnit, findingKey } from './unit-finding.ts';

/**
 * *synonym*: the unit as written means the one asked for. *sender*: the sender must correct; *receiver*: the receiver must map. *ignore*: until a date,
 * then the finding comes back.
 */
export const unitDecisionKinds = ['synonym', 'sender', 'receiver', 'ignore'] as const;
export type UnitDecisionKind = (typeof unitDecisionKinds)[number];

export const decidedBy = z.object({ accountId: z.string(), name: z.string() });

/**
 * What a person decided about a finding, kept with what the finding was. `owner`: who sees to it, null = nobody named. `dueAt`: until when that is to be
 * done; `untilAt`: how long it is ignored; ms UTC, null where the kind has none. `reason` and `withdrawn.reason` null = forgotten at the end of retention.
 */
export const unitDecision = z.object({
  decisionId: z.string(),
  findingId: z.string(),
  key: findingKey,
  kind: z.enum(unitDecisionKinds),
  owner: z.string().nullable(),
  dueAt: z.number().int().nullable(),
  untilAt: z.number().int().nullable(),
  at: z.number().int(),
  person: decidedBy,
  reason: z.string().nullable(),
  withdrawn: z.object({ at: z.number().int(), person: decidedBy, reason: z.string().nullable() }).nullable(),
});
export type UnitDecision = z.infer<typeof unitDecision>;

/** *open*: wants a decision. *sender*, *receiver*: somebody is to see to it. *ignored*, *settled*: nothing is to be done. */
export const findingStates = ['open', 'sender', 'receiver', 'ignored', 'settled'] as const;
export type FindingState = (typeof findingStates)[number];

/** `isOverdue`: what was to be corrected still arrives after it was due. `isBack`: it was ignored until a date that has come. */
export type FindingStanding = { state: FindingState; isOverdue: boolean; isBack: boolean };

/** @param decision the last one about it, null = none; one that was withdrawn counts as none */
export function standingOf(
  { lastAt }: Pick<FoundUnit, 'lastAt'>,
  decision: Pick<UnitDecision, 'kind' | 'dueAt' | 'untilAt' | 'withdrawn'> | null,
  now: number,
): FindingStanding {
  const plain = { isOverdue: false, isBack: false };
  if (decision === null || decision.withdrawn !== null) return { ...plain, state: 'open' };
  const { kind, dueAt, untilAt } = decision;
  switch (kind) {
    case 'synonym':
      return { ...plain, state: 'settled' };
    case 'ignore':
      return untilAt !== null && untilAt <= now
        ? { ...plain, state: 'open', isBack: true }
        : { ...plain, state: 'ignored' };
    case 'sender':
      return { ...plain, state: 'sender', isOverdue: dueAt !== null && now > dueAt && lastAt > dueAt };
    case 'receiver':
      return { ...plain, state: 'receiver' };
    default:
      return kind satisfies never;
  }
}

/** Those overdue first, then with urgent messages, then by how many messages; codes that are not in the tables last. */
export function compareFindings(
  a: Pick<FoundUnit, 'urgent' | 'messages' | 'judgement'> & { isOverdue: boolean },
  b: Pick<FoundUnit, 'urgent' | 'messages' | 'judgement'> & { isOverdue: boolean },
): number {
  return (
    Number(b.isOverdue) - Number(a.isOverdue) ||
    Number(a.judgement === 'unknown_code') - Number(b.judgement === 'unknown_code') ||
    b.urgent - a.urgent ||
    b.messages - a.messages
  );
}
