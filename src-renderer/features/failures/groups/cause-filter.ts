import type { GroupState } from '../../../../src-shared/domain/failure-group.ts';
import type { FailureKind } from '../../../../src-shared/domain/failure-kind.ts';
import type { GroupView } from './group-view.ts';

/** Which causes are shown; null = not narrowed. `channel`: `<connection>/<channel>`. The first two are asked of the core, which counts by them. */
export type CauseChoice = {
  connectionId: string | null;
  channel: string | null;
  kind: FailureKind | null;
  state: GroupState | null;
  owner: string | null;
  text: string;
};

export const everyCause: CauseChoice = {
  connectionId: null,
  channel: null,
  kind: null,
  state: null,
  owner: null,
  text: '',
};

/** As the core takes it: what changes the counts of a cause. The rest is chosen among its answer, which is whole. */
export function groupsAsked({ connectionId, channel }: CauseChoice) {
  const [channelConnection, channelId] = channel?.split('/') ?? [];
  return { connectionId: channelConnection ?? connectionId, channelId: channelId ?? null, kind: null };
}

type Dimension = 'kind' | 'state' | 'owner';

/** `wordsOf`: all that a person reads of a cause; a text is looked for in it without case. */
export function causesShown(
  groups: readonly GroupView[],
  { kind, state, owner, text }: CauseChoice,
  wordsOf: (group: GroupView) => string,
): readonly GroupView[] {
  const wanted = text.trim().toLowerCase();
  return groups.filter(
    (group) =>
      (kind === null || group.cause.kind === kind) &&
      (state === null || group.state === state) &&
      (owner === null || group.owner === owner) &&
      (wanted === '' || wordsOf(group).toLowerCase().includes(wanted)),
  );
}

/** How many causes there are by each value, the most first. The choice in the dimension itself is left out, so that its other values keep their numbers. */
export function causeFacet<D extends Dimension>(
  groups: readonly GroupView[],
  choice: CauseChoice,
  { by, wordsOf }: { by: D; wordsOf: (group: GroupView) => string },
): { value: NonNullable<CauseChoice[D]>; count: number }[] {
  const counts = new Map<NonNullable<CauseChoice[D]>, number>();
  for (const group of causesShown(groups, { ...choice, [by]: null }, wordsOf)) {
    const value = (by === 'kind' ? group.cause.kind : group[by === 'state' ? 'state' : 'owner']) as CauseChoice[D];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const chosen = choice[by];
  if (chosen !== null && !counts.has(chosen)) counts.set(chosen, 0);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

export function isNarrowed(choice: CauseChoice): boolean {
  return JSON.stringify({ ...choice, text: choice.text.trim() }) !== JSON.stringify(everyCause);
}
