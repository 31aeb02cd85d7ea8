import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { aReplayRecord } from '../../../test/fakes/store-records.ts';
import { silentLogger } from '../../../test/fakes/temporary-store.ts';
import { createTeller } from './tell-replays.ts';

const aReplay = (replayId: string, state: Replay['state']): Replay => ({
  ...aReplayRecord().replay,
  ...{ replayId, failureId: `helse/adt/${replayId}`, nativeId: replayId, state },
});

/** A list that takes what it is told, `isDown` none of it. */
function aList({ isDown = false } = {}) {
  const seen = { states: [] as string[][], resolved: [] as string[], told: [] as string[] };
  const tell = createTeller({
    cache: {
      setReplayStates(changes) {
        if (isDown) return Promise.reject(new AppError('STORE_UNAVAILABLE', 'Full.'));
        seen.states.push(changes.map(({ failureId, state }) => `${failureId} ${state}`));
        seen.resolved.push(
          ...changes.filter((change) => change.resolvedAt !== undefined).map((each) => each.failureId),
        );
        return Promise.resolve();
      },
    },
    journal: { replays: { failedCopies: (refs) => Promise.resolve(refs.map(({ nativeId }) => [`${nativeId}0`])) } },
    clock: createManualClock(),
    logger: silentLogger,
    emit: (_name, payload) => void seen.told.push((payload as { replayId: string }).replayId),
  });
  return { tell, seen };
}

describe('telling of replays', () => {
  it('tells at once what comes together, of each replay the last step alone', async () => {
    const { tell, seen } = aList();
    await Promise.all([tell(aReplay('1', 'claimed')), tell(aReplay('2', 'claimed')), tell(aReplay('1', 'accepted'))]);
    expect(seen.states).toEqual([['helse/adt/1 accepted', 'helse/adt/2 claimed']]);
    expect(seen.told).toEqual(['1', '2']);
  });

  it('tells later what comes while others are told', async () => {
    const { tell, seen } = aList();
    const first = tell(aReplay('1', 'claimed'));
    await Promise.resolve();
    const second = tell(aReplay('1', 'accepted'));
    await Promise.all([first, second]);
    expect(seen.states).toEqual([['helse/adt/1 claimed'], ['helse/adt/1 accepted']]);
  });

  it('takes what is settled from the list, and the copies of it that failed on the way', async () => {
    const { tell, seen } = aList();
    await Promise.all([tell(aReplay('1', 'confirmed-by-receiver')), tell(aReplay('2', 'unknown'))]);
    expect(seen.states[0]).toContain('helse/adt/10 confirmed-by-receiver');
    expect(seen.resolved.toSorted()).toEqual(['helse/adt/1', 'helse/adt/10']);
  });

  it('tells those who listen also when the list cannot be written', async () => {
    const { tell, seen } = aList({ isDown: true });
    await tell(aReplay('1', 'accepted'));
    expect(seen).toMatchObject({ states: [], told: ['1'] });
  });
});
