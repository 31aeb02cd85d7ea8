import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { noValue } from '../../../src-shared/domain/units/no-value.ts';
import { compareFindings, standingOf, type UnitDecision } from '../../../src-shared/domain/units/unit-decision.ts';
import type { FoundUnit } from '../../../src-shared/domain/units/unit-finding.ts';
import type { UnitJudge } from '../../platform/units/unit-judge.ts';
import type { UnitDecisionStore } from '../../store/unit-decision-store.ts';
import type { UnitFindingStore } from '../../store/unit-finding-store.ts';

export type FindingView = OutputOf<'units.list'>['items'][number];
export type FindingFilter = InputOf<'units.list'>['filter'];

export type ListDeps = {
  findings: UnitFindingStore;
  decisions: UnitDecisionStore;
  now: () => number;
  /** Of the connections shown. */
  idsIn: (connectionId: string | null) => string[];
  channelNameOf: (place: { connectionId: string; channelId: string }) => string;
};

/** Everything that fits channel and judgement, in the order in which it wants a person. */
export async function listFindings(
  deps: ListDeps,
  { connectionId, channelId, judgement }: Omit<FindingFilter, 'view'>,
) {
  const connectionIds = deps.idsIn(connectionId);
  const [{ items, isCut }, inOrder] = await Promise.all([
    deps.findings.list({ connectionIds }),
    deps.findings.inOrder({ connectionIds }),
  ]);
  const fits = (each: { channelId: string }): boolean => channelId === null || each.channelId === channelId;
  const fitting = items.filter((each) => fits(each) && (judgement === null || each.judgement === judgement));
  const decisions = await deps.decisions.last(fitting.map(({ findingId }) => findingId));
  const lastById = new Map(decisions.map((decision) => [decision.findingId, decision]));
  const views = fitting.map((finding) => viewOf(deps, finding, lastById.get(finding.findingId) ?? null));
  return {
    views: views.toSorted(compareFindings),
    inOrder: inOrder.filter(fits).reduce((sum, { messages }) => sum + messages, 0),
    isCut,
  };
}

/** @param decision the last one about it, null = none */
export function viewOf(
  { now, channelNameOf }: Pick<ListDeps, 'now' | 'channelNameOf'>,
  { typical: _numbers, ...finding }: FoundUnit,
  decision: UnitDecision | null,
): FindingView {
  const standing = decision?.withdrawn === null ? decision : null;
  return {
    ...finding,
    ...standingOf(finding, decision, now()),
    channelName: channelNameOf(finding),
    norwegianName: null,
    owner: standing?.owner ?? null,
    dueAt: standing?.dueAt ?? standing?.untilAt ?? null,
  };
}

/** The analyte's name in Norwegian, where the tables have one: senders write all sorts of names. */
export function withNames(views: readonly FindingView[], judge: UnitJudge['judge']): FindingView[] {
  return views.map((view) => {
    const { unit } = judge({ ...noValue, code: view.code, codeSystem: view.codeSystem, unit: view.unit });
    return { ...view, norwegianName: unit.analyte?.norwegianName ?? null };
  });
}

export function isInView({ state, isOverdue }: FindingView, view: FindingFilter['view']): boolean {
  switch (view) {
    case 'wanting':
      return state === 'open' || isOverdue;
    case 'asked':
      return state === 'sender' || state === 'receiver';
    case 'settled':
      return state === 'settled' || state === 'ignored';
    case 'all':
      return true;
    default:
      return view satisfies never;
  }
}
