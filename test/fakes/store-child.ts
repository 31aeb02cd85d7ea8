import { openStore } from '../../src-main/store/open-store.ts';
import type { ReplayState } from '../../src-shared/domain/failure.ts';
import { createManualClock } from './manual-clock.ts';
import { aReplayRecord } from './store-records.ts';
import { silentLogger } from './temporary-store.ts';

/**
 * A process of its own on a data folder: claims the message as `replayId`, walks on through `states`, tells the outcome by message, and
 * waits to be ended. Arguments: data folder, key folder, replay id, boot id, states joined by commas.
 */
const [dataDir = '', keyFileDir = '', replayId = '', bootId = '', walk = ''] = process.argv.slice(2);

const clock = createManualClock();
const store = await openStore({ dataDir, keyFileDir, clock, logger: silentLogger, osKeyStore: null });
process.send?.({ kind: 'opened' });
process.once('message', () => {
  void claim().then((outcome) => process.send?.({ kind: 'done', outcome }));
});

async function claim(): Promise<string> {
  try {
    await store.journal.replays.claim(aReplayRecord({ replayId }, { bootId }));
    for (const state of walk.split(',').filter((word) => word !== '') as ReplayState[]) {
      await store.journal.replays.advance(
        replayId,
        ['claimed', 'intent-journaled'],
        { state, bootId },
        state !== 'in-air',
      );
    }
    return 'claimed';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL';
  }
}
