import type { OutputOf } from '../../../src-shared/contract/index.ts';

/** One run with what is known of its messages. */
export type RunView = OutputOf<'runs.get'>;
export type RunRow = OutputOf<'runs.list'>['items'][number];
export type Sample = OutputOf<'runs.sample'>['sample'];

/** Nothing of the run changes any more by itself, but what is still to be confirmed. */
export function isEnded({ run }: Pick<RunView, 'run'>): boolean {
  return run.state === 'finished' || run.state === 'cancelled';
}
