import { replayState } from '../../../src-shared/domain/failure.ts';
import { isSettled, type Replay, receiverRow, replay } from '../../../src-shared/domain/replay.ts';
import type { ReplayHead } from '../store.ts';
import type { SealedReader } from './record-keys.ts';
import type { HeadRow, ReplayRow } from './replay-queries.ts';

export function toReplay(row: ReplayRow, sealed: SealedReader): Replay {
  return replay.parse({
    replayId: row.replay_id,
    connectionId: row.connection_id,
    channelId: row.channel_id,
    nativeId: row.native_id,
    failureId: row.failure_id,
    channelName: row.channel_name,
    state: row.state,
    isEdited: row.is_edited === 1,
    reason: sealed.openText(`replay/${row.replay_id}`, row.reason_sealed, 'reason'),
    person: row.person,
    destinationIds: row.destination_ids === null ? null : JSON.parse(row.destination_ids),
    targetConnectionId: row.target_connection_id,
    newNativeId: row.new_native_id,
    bodyHash: row.body_hash,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    settledAt: row.settled_at,
    settledReason: sealed.openText(settledRecordId(row.replay_id), row.settled_reason_sealed, 'settled-reason'),
    evidence: JSON.parse(row.evidence),
    errorOneLine: row.error_one_line,
  });
}

/** Its key is made when a person settles, and lives as long from then on as any other. */
export function settledRecordId(replayId: string): string {
  return `replay/${replayId}/settled`;
}

export function toHead(row: HeadRow, sealed: SealedReader): ReplayHead {
  return {
    state: replayState.parse(row.state),
    newNativeId: row.new_native_id,
    sentAt: row.sent_at,
    settledAt: row.settled_at,
    settledReason: sealed.openText(settledRecordId(row.replay_id), row.settled_reason_sealed, 'settled-reason'),
    evidence: receiverRow.array().parse(JSON.parse(row.evidence)),
    errorOneLine: row.error_one_line,
  };
}

/** The head's changing columns. A *planned* replay claims nothing; a settled one has let go. */
export function headParams(current: Omit<ReplayHead, 'settledReason'>, bootId: string | null) {
  const settled = isSettled(current.state) || current.settledAt !== null;
  return {
    state: current.state,
    isClaiming: settled || current.state === 'planned' ? 0 : 1,
    isSettled: settled ? 1 : 0,
    bootId,
    newNativeId: current.newNativeId,
    sentAt: current.sentAt,
    settledAt: current.settledAt,
    evidence: JSON.stringify(current.evidence),
    errorOneLine: current.errorOneLine,
  };
}
