import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { SyncCursor } from '../../store/store.ts';

/**
 * What is left to ask of one channel. `wantsNew`: failures above the cursor. `wantsSweep`: from the oldest kept on, because the
 * counter rose by more than was found (a message may fail long after younger ones). `wantsRecheck`: which open ones are left.
 */
export type ChannelWork = {
  channelId: string;
  cursor: SyncCursor | null;
  seen: ChannelSnapshot | null;
  wantsNew: boolean;
  wantsSweep: boolean;
  wantsRecheck: boolean;
  sweepAfter: string | null;
  sweptAt: number;
  recheckedAt: number;
};

const sweepEveryMs = 20_000;
const recheckEveryMs = 60_000;
const recheckBusyMs = 5000;

export function newWork(channelId: string, cursor: SyncCursor | null): ChannelWork {
  return {
    channelId,
    cursor,
    seen: null,
    wantsNew: false,
    wantsSweep: false,
    wantsRecheck: false,
    sweepAfter: null,
    sweptAt: Number.NEGATIVE_INFINITY,
    recheckedAt: Number.NEGATIVE_INFINITY,
  };
}

/** Adds what a new snapshot of the channel makes necessary. Deleted or reprocessed messages move no counter: hence the slow recheck. */
export function noteSnapshot(work: ChannelWork, snapshot: ChannelSnapshot, now: number): void {
  const before = work.seen;
  work.seen = snapshot;
  if (work.cursor === null || work.cursor.erroredCounter !== snapshot.counters.errored) work.wantsNew = true;
  const sinceRecheckMs = now - work.recheckedAt;
  const isMoving = before !== null && hasMoved(before, snapshot);
  if (sinceRecheckMs >= recheckEveryMs || (isMoving && sinceRecheckMs >= recheckBusyMs)) work.wantsRecheck = true;
}

/** What may be asked now; a sweep waits for its turn. */
export function isDue(work: ChannelWork, now: number): boolean {
  return work.wantsNew || work.wantsRecheck || isSweepDue(work, now);
}

export function isSweepDue(work: ChannelWork, now: number): boolean {
  return work.wantsSweep && (work.sweepAfter !== null || now - work.sweptAt >= sweepEveryMs);
}

/** Errors the engine counted since the cursor; a counter that fell was cleared and counts from zero. */
export function errorsSince(cursor: SyncCursor | null, errored: number): number {
  if (cursor === null) return 0;
  return errored >= cursor.erroredCounter ? errored - cursor.erroredCounter : errored;
}

function hasMoved(before: ChannelSnapshot, after: ChannelSnapshot): boolean {
  return (
    before.counters.errored !== after.counters.errored ||
    before.counters.sent !== after.counters.sent ||
    before.queued !== after.queued
  );
}
