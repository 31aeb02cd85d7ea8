import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';

/** The outcomes as a person sorts them. *unavailable*: not stored, gone, or not to be had from the engine now. */
export const outcomeGroups = ['changed', 'unchanged', 'refused', 'needs-reveal', 'unavailable'] as const;
export type OutcomeGroup = (typeof outcomeGroups)[number];

export function groupOf({ outcome }: Pick<EditOfOne, 'outcome'>): OutcomeGroup {
  switch (outcome) {
    case 'not-stored':
    case 'gone':
    case 'unreachable':
      return 'unavailable';
    default:
      return outcome;
  }
}

/** `withErrors`: those that the steps change and make wrong, or that are too large to be judged. */
export type PreviewCounts = Record<OutcomeGroup, number> & { withErrors: number };

export function countOutcomes(items: Iterable<EditOfOne>): PreviewCounts {
  const counts: PreviewCounts = {
    changed: 0,
    unchanged: 0,
    refused: 0,
    'needs-reveal': 0,
    unavailable: 0,
    withErrors: 0,
  };
  for (const item of items) {
    counts[groupOf(item)] += 1;
    if (hasErrors(item)) counts.withErrors += 1;
  }
  return counts;
}

export function hasErrors({ outcome, introducedErrors, isJudged }: EditOfOne): boolean {
  return outcome === 'changed' && (introducedErrors > 0 || !isJudged);
}

/** How many control ids stand in more than one of the messages: those may be copies of one another. */
export function countSharedIds(items: Iterable<EditOfOne>): number {
  const countById = new Map<string, number>();
  for (const { messageControlId } of items) {
    if (messageControlId !== null) countById.set(messageControlId, (countById.get(messageControlId) ?? 0) + 1);
  }
  return [...countById.values()].filter((count) => count > 1).length;
}
