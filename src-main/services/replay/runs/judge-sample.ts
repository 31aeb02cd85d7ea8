import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { RunItem } from '../../../../src-shared/domain/replay-run.ts';
import type { RunDeps } from './run-deps.ts';

type Sample = OutputOf<'runs.plan'>['sample'];

const mostLooked = 20;
const mostSearched = 1000;

/** What a person has to know before the first is sent: each later message is judged when its turn comes. */
export async function judgeSample(
  { journal, judge }: Pick<RunDeps, 'journal' | 'judge'>,
  runId: string,
  signal: AbortSignal,
): Promise<Sample> {
  const items = await firstOf(journal, runId);
  const found = new Map<string, Sample['hazards'][number]>();
  let unread = 0;
  for (const { connectionId, channelId, nativeId } of items) {
    try {
      for (const { kind, outcome, blocks, params } of await judge({ connectionId, channelId, nativeId }, signal)) {
        // What a second person agrees to is told of the run, not of its messages.
        if (kind === 'class-rule' && params.context === 'second-person') continue;
        const key = `${kind} ${outcome} ${blocks}`;
        found.set(key, { kind, outcome, blocks, count: (found.get(key)?.count ?? 0) + 1 });
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
      unread += 1;
    }
  }
  return {
    looked: items.length,
    unread,
    hazards: [...found.values()],
  };
}

/** Those that are to go, and those that go when a second person has agreed. */
async function firstOf({ runs }: Pick<RunDeps, 'journal'>['journal'], runId: string): Promise<RunItem[]> {
  const waiting = await runs.waiting(runId, 0, mostLooked);
  if (waiting.length === mostLooked) return waiting;
  const leftOut = await runs.items(runId, 0, mostSearched, { only: 'left-out', skip: 0 });
  const joining = leftOut.filter(({ why }) => why?.key === 'run.leftOut.classSecondPerson');
  return [...waiting, ...joining].slice(0, mostLooked);
}
