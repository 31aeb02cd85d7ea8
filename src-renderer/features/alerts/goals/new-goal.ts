import type { Goal } from '../../../../src-shared/domain/alerts/goal.ts';

/** A goal whose channel is still to be chosen. */
export function newGoal(goalId: string): Goal {
  const scope = { connectionId: '', channelId: '' };
  return { goalId, scope, measure: { kind: 'availability' }, target: 0.999, windowDays: 7 };
}
