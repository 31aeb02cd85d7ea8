import type { ReplayState } from '../../../../src-shared/domain/failure.ts';
import type { RunSettings } from '../../../../src-shared/domain/replay-run.ts';

/** Of at least so many a share says something. */
const leastForShare = 20;

export type Outcome = 'open' | 'good' | 'bad';

/** *open*: more may be learnt without a person. What nobody knows is bad: nothing is sent on top of it. */
export function outcomeOf(state: ReplayState): Outcome {
  switch (state) {
    case 'confirmed-by-engine':
    case 'confirmed-by-receiver':
    case 'confirmed-by-apprec':
    case 'handled-otherwise':
      return 'good';
    case 'rejected':
    case 'unknown':
    case 'failed-again':
      return 'bad';
    case 'planned':
    case 'claimed':
    case 'intent-journaled':
    case 'in-air':
    case 'accepted':
      return 'open';
    default:
      return state satisfies never;
  }
}

/**
 * Whether so much went wrong that a person has to look. `newest`: outcomes in the order of sending, more of them than a row has; `totals` of all.
 * Open ones do not count.
 */
export function shouldStop(
  newest: readonly Outcome[],
  { settled, bad }: { settled: number; bad: number },
  { stopInRow, stopPercent }: RunSettings,
): boolean {
  let inRow = 0;
  for (const outcome of newest) {
    if (outcome === 'open') continue;
    inRow = outcome === 'bad' ? inRow + 1 : 0;
    if (inRow >= stopInRow) return true;
  }
  return settled >= leastForShare && (bad * 100) / settled > stopPercent;
}
