import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Clock, Logger } from '../platform/ports.ts';
import type { Store } from '../store/store.ts';

export type UpkeepDeps = {
  store: Pick<Store, 'check' | 'notices'> & {
    cache: Pick<Store['cache'], 'applyRetention' | 'groupOlder'>;
    journal: Pick<Store['journal'], 'forgetBefore'>;
  };
  clock: Clock;
  logger: Logger;
  retention: () => { cacheDays: number; recordDays: number };
};

/** After the first rows are on the screen: nobody waits for it. */
const firstAfterMs = 30_000;
const everyMs = 3_600_000;
const dayMs = 24 * 3_600_000;
const groupedAtOnce = 500;

/**
 * What a data folder needs while it is open: every file is checked once, and cache and journal forget what is older than the settings say:
 * the cache whole partitions, the journal the keys of what only they open.
 * Older failures are put into groups. Trouble is logged and tried again an hour later.
 */
export function createUpkeep(deps: UpkeepDeps) {
  const { store, clock, logger } = deps;
  let isChecked = false;
  let isClosing = false;
  let running: Promise<void> = Promise.resolve();
  let cancel = clock.after(firstAfterMs, start);
  for (const { kind } of store.notices) logger.warn('the data folder was not as it should be', { kind });

  function start(): void {
    running = run();
    cancel = clock.after(everyMs, start);
  }

  async function run(): Promise<void> {
    try {
      if (!isChecked) await check();
      await groupOlder();
      const { cacheDays, recordDays } = deps.retention();
      const { partitionsDeleted, moved } = await store.cache.applyRetention(clock.now() - cacheDays * dayMs);
      if (partitionsDeleted > 0) logger.info('old engine data was deleted', { partitionsDeleted, moved });
      const { keysDeleted } = await store.journal.forgetBefore(clock.now() - recordDays * dayMs);
      if (keysDeleted > 0) logger.info('keys of old records were deleted', { keysDeleted });
    } catch (thrown) {
      logger.error('the upkeep of the data folder failed', {
        code: thrown instanceof AppError ? thrown.code : 'INTERNAL',
      });
    }
  }

  /** Failures kept before there were groups; a little at a time, because others write to the cache meanwhile. */
  async function groupOlder(): Promise<void> {
    while (!isClosing && (await store.cache.groupOlder(groupedAtOnce)) > 0);
  }

  async function check(): Promise<void> {
    const { checked, damaged } = await store.check();
    isChecked = true;
    if (damaged.length > 0) logger.error('files of the data folder are damaged', { files: damaged.join(', ') });
    else logger.info('the data folder is whole', { checked });
  }

  return {
    close: async (): Promise<void> => {
      isClosing = true;
      cancel();
      await running;
    },
  };
}
