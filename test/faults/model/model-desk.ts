import type { Emit } from '../../../src-main/app/handler.ts';
import type { Engine } from '../../../src-main/engines/engine.ts';
import { createPermits } from '../../../src-main/services/approvals/permits.ts';
import { createQueryOf } from '../../../src-main/services/failures/failure-query-of.ts';
import { createMessageService } from '../../../src-main/services/message/message-service.ts';
import { createReplayService, type ReplayService } from '../../../src-main/services/replay/replay-service.ts';
import { createRunsService, type RunsService } from '../../../src-main/services/replay/runs/runs-service.ts';
import { storeError } from '../../../src-main/store/sqlite/store-error.ts';
import type { JournalStore, Store } from '../../../src-main/store/store.ts';
import type { PayloadOf } from '../../../src-shared/contract/index.ts';
import { standardPolicy } from '../../../src-shared/domain/replay-policy.ts';
import { noSiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { ManualClock } from '../../fakes/manual-clock.ts';
import { noRules } from '../../fakes/no-rules.ts';
import { silentLogger } from '../../fakes/temporary-store.ts';
import { createLife, type Life } from './life.ts';

/** The services of one process over a real store: what a core composes, without its door. */
export type ModelDesk = { life: Life; replay: ReplayService; runs: RunsService };

export type DeskOptions = {
  store: Store;
  clock: ManualClock;
  connectionId: string;
  bootId: string;
  engineOf: (life: Life) => Engine;
  isDiskFull: () => boolean;
  /** Something planted between the services and the journal, to see whether it is found. */
  plant?: (journal: JournalStore) => JournalStore;
};

export function createModelDesk({
  store,
  clock,
  connectionId,
  bootId,
  engineOf,
  isDiskFull,
  plant = (same) => same,
}: DeskOptions): ModelDesk {
  const life = createLife();
  const engine = engineOf(life);
  const cache = life.gated(store.cache);
  const { replays, runs: runStore } = store.journal;
  const planted = plant({ ...store.journal, replays, runs: runStore });
  const journal = {
    ...planted,
    replays: life.gated(onDisk(planted.replays, isDiskFull)),
    runs: life.gated(onDisk(planted.runs, isDiskFull)),
    approvals: life.gated(planted.approvals),
  };
  const listeners = new Set<(replayId: string) => void>();
  const engines = (id: string) => (id === connectionId ? engine : null);
  const logger = silentLogger;
  const shownIds = () => [connectionId];
  const emit: Emit = (name, payload) => {
    if (life.isDead() || name !== 'replay.changed') return;
    const { replayId } = payload as PayloadOf<'replay.changed'>;
    for (const listener of [...listeners]) listener(replayId);
  };
  const permits = createPermits({ journal, findAccount: () => null, policy: () => standardPolicy, clock });
  const base = { ...noRules, engines, cache, clock, logger, emit, permits };
  const message = createMessageService({
    ...base,
    revealMs: () => 300_000,
    profilesOf: () => [],
    unitsOf: () => noSiteUnits,
  });
  const replay = createReplayService({
    ...base,
    journal,
    bootId,
    buildBody: message.buildBody,
    keySourceOf: () => null,
  });
  const runs = createRunsService({
    ...base,
    journal,
    environment: () => 'TEST',
    shownIds,
    queryOf: createQueryOf({ shownIds, engineNames: () => [], clock }),
    send: replay.send,
    judge: replay.judge,
    onReplayChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return { life, replay, runs };
}

const writes: readonly unknown[] = ['claim', 'advance', 'recover', 'put', 'setItems', 'linkSent'];

/** A journal that refuses every write while the disk is full. */
function onDisk<T extends object>(port: T, isFull: () => boolean): T {
  return new Proxy(port, {
    get: (target, name) =>
      writes.includes(name) && isFull() ? () => Promise.reject(storeError('full')) : Reflect.get(target, name),
  });
}

/** How many looks in a row must find nothing under way before the process counts as still. */
const stillLooks = 4;

/** Lets a process go on until it waits for a person, a held answer or nothing at all, or has died. Time passes only while nothing else can happen. */
export async function untilStill(
  { life, replay, runs }: ModelDesk,
  { clock, heldCount }: { clock: ManualClock; heldCount: () => number },
): Promise<void> {
  for (let waits = 0; waits < 12 && !life.isDead(); waits += 1) {
    for (let looks = 0; looks < stillLooks && !life.isDead(); looks = life.callCount() <= heldCount() ? looks + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve));
    if (life.isDead() || (runs.activeCount() === 0 && replay.activeCount() === 0)) return;
    clock.advance(500);
  }
}
