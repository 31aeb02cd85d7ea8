import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { HeaderCoverage } from '../../store/header-store.ts';

/**
 * What is left to ask of one channel. `columns` null = not asked yet. `recheckAfter`: ids up to there were looked at again in this round.
 * Times on the monotonic clock. `spent`: since the core started.
 */
export type IndexedChannel = {
  channelId: string;
  channelName: string;
  columns: string[] | null;
  coverage: HeaderCoverage;
  seen: ChannelSnapshot | null;
  wantsNewest: boolean;
  wantsRecheck: boolean;
  recheckAfter: number;
  askedMs: number;
  recheckedMs: number;
  forgottenMs: number;
  /** Could not be read; it is left alone until then. */
  pausedMs: number;
  spent: { auditRows: number; busyMs: number };
};

/** No channel is asked for its newest more often. */
export const askEveryMs = 30_000;

export function newIndexedChannel(coverage: HeaderCoverage): IndexedChannel {
  const never = Number.NEGATIVE_INFINITY;
  return {
    channelId: coverage.channelId,
    channelName: coverage.channelId,
    columns: null,
    coverage,
    seen: null,
    wantsNewest: true,
    wantsRecheck: true,
    recheckAfter: 0,
    askedMs: never,
    recheckedMs: never,
    forgottenMs: never,
    pausedMs: never,
    spent: { auditRows: 0, busyMs: 0 },
  };
}

/** Adds what a new snapshot makes necessary: the highest id is asked for only when the channel received something. */
export function noteChannel(channel: IndexedChannel, snapshot: ChannelSnapshot): void {
  const before = channel.seen;
  channel.seen = snapshot;
  channel.channelName = snapshot.name;
  if (before === null) return;
  const [was, is] = [before.counters, snapshot.counters];
  if (was.received !== is.received) channel.wantsNewest = true;
  if (was.sent !== is.sent || was.errored !== is.errored || before.queued !== snapshot.queued)
    channel.wantsRecheck = true;
}

/** Nobody decided: columns cost no content; without any, only a person may let content be read. */
export function sourceOf(channel: IndexedChannel, decided: KeySource | null): KeySource | null {
  if (decided !== null && decided !== 'columns') return decided;
  if (channel.columns === null) return null;
  return channel.columns.length > 0 ? 'columns' : 'off';
}
