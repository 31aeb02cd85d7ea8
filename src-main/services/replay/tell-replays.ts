import { AppError } from '../../../src-shared/domain/app-error.ts';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { type Replay, settlesFailure } from '../../../src-shared/domain/replay.ts';
import type { ReplayDeps } from './replay-deps.ts';

/** So many at a time, so that a page that is asked for meanwhile does not wait long. */
const mostAtOnce = 200;

type TellDeps = Pick<ReplayDeps, 'clock' | 'logger' | 'emit'> & {
  cache: Pick<ReplayDeps['cache'], 'setReplayStates'>;
  journal: { replays: Pick<ReplayDeps['journal']['replays'], 'failedCopies'> };
};

/**
 * Lets failure list and open pages follow the newest state of replays. What comes while others are told is told together afterwards, and of several
 * steps of one replay the last alone.
 * @returns tells one; resolves when it was told
 */
export function createTeller(deps: TellDeps): (replay: Replay) => Promise<void> {
  let waiting: { replays: Map<string, Replay>; told: Promise<void> } | null = null;
  let before: Promise<void> = Promise.resolve();

  function gather() {
    const replays = new Map<string, Replay>();
    const told = before.then(async () => {
      waiting = null;
      const all = [...replays.values()];
      for (let from = 0; from < all.length; from += mostAtOnce) await tellAll(deps, all.slice(from, from + mostAtOnce));
    });
    before = told.catch(() => undefined); // whoever asked hears of it; the next are told all the same
    return { replays, told };
  }

  return (replay) => {
    waiting ??= gather();
    waiting.replays.set(replay.replayId, replay);
    return waiting.told;
  };
}

/** The journal is the truth; a cache that cannot be written now is refilled later. */
async function tellAll(deps: TellDeps, replays: Replay[]): Promise<void> {
  try {
    await showInList(deps, replays);
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    deps.logger.warn('The failure list could not take over a replay state.', { code, count: replays.length });
  }
  for (const { replayId, failureId } of replays) deps.emit('replay.changed', { replayId, failureId });
}

function refOf({ connectionId, channelId, nativeId }: Replay): MessageRef {
  return { connectionId, channelId, nativeId };
}

/** What is settled needs nobody any more, nor do the copies of it that failed on the way. */
async function showInList({ cache, journal, clock }: TellDeps, replays: Replay[]): Promise<void> {
  const shown = replays.flatMap((replay) =>
    replay.failureId === null ? [] : [{ ...replay, failureId: replay.failureId }],
  );
  if (shown.length === 0) return;
  const settled = shown.filter(({ state }) => settlesFailure(state));
  const copies = settled.length === 0 ? [] : await journal.replays.failedCopies(settled.map(refOf));
  const copied = settled.flatMap((replay, index) =>
    (copies[index] ?? []).map((nativeId) => ({ failureId: failureIdOf({ ...replay, nativeId }), state: replay.state })),
  );
  const resolvedAt = clock.now();
  await cache.setReplayStates(
    [...copied, ...shown].map(({ failureId, state }) =>
      settlesFailure(state) ? { failureId, state, resolvedAt } : { failureId, state },
    ),
  );
}
