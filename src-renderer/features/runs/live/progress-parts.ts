import type { RunCounts } from '../../../../src-shared/domain/replay-run.ts';

export const progressParts = ['confirmed', 'onTheWay', 'failed', 'unknown', 'leftOut', 'waiting'] as const;
type ProgressPart = (typeof progressParts)[number];

/** How much of a run stands how, in the order of a bar; parts without messages are left out. */
export function partsOf({ total, waiting, leftOut, byState }: RunCounts): { part: ProgressPart; count: number }[] {
  const of = (...states: (keyof typeof byState)[]): number =>
    states.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
  const confirmed = of('confirmed-by-engine', 'confirmed-by-receiver', 'confirmed-by-apprec', 'handled-otherwise');
  const failed = of('failed-again', 'rejected');
  const unknown = of('unknown');
  const onTheWay = total - waiting - leftOut - confirmed - failed - unknown;
  const counts = { confirmed, onTheWay, failed, unknown, leftOut, waiting };
  return progressParts.map((part) => ({ part, count: counts[part] })).filter(({ count }) => count > 0);
}
