import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ReplayState } from '../../../src-shared/domain/failure.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import type { ReplayHead, ReplayRecord } from '../store.ts';
import type { JournalWriterContext } from './journal-context.ts';
import {
  findByRequest,
  findClaim,
  getContent,
  getHead,
  getReplay,
  type HeadRow,
  insertHead,
  insertReplay,
  insertStep,
  listInterrupted,
  type ReplayRow,
  updateHead,
  updateSettledReason,
} from './replay-queries.ts';
import { headParams, settledRecordId, toHead, toReplay } from './replay-row.ts';

export type ReplayPatch = Partial<Replay> & { state: ReplayState; bootId?: string | null };

/** `sync` is for the group commit: whether it has to reach the disk. */
type Advance = { replayId: string; from: ReplayState[]; patch: ReplayPatch; sync: boolean; at: number };

/** @throws AppError CONFLICT while another replay of the message is not settled; the partial unique index guards the same */
export function claimReplay(
  context: JournalWriterContext,
  record: ReplayRecord,
): { record: ReplayRecord; isNew: boolean } {
  const { journal, sealed } = context;
  const known = journal.get<{ replay_id: string }>(findByRequest, { requestId: record.requestId });
  if (known !== undefined) return { record: readRecord(context, known.replay_id), isNew: false };
  const replay: Replay = { ...record.replay, state: 'claimed' };
  const { replayId, connectionId, channelId, nativeId } = replay;
  if (journal.get(findClaim, { connectionId, channelId, nativeId }) !== undefined) throw alreadyClaimed();
  const key = { recordId: `replay/${replayId}`, at: replay.createdAt };
  const conceal = (field: string, plain: Uint8Array | string | null) =>
    plain === null ? null : sealed.seal(key, field, plain).sealed;
  journal.run(insertReplay, {
    replayId,
    requestId: record.requestId,
    connectionId,
    channelId,
    nativeId,
    failureId: replay.failureId,
    channelName: replay.channelName,
    isEdited: replay.isEdited ? 1 : 0,
    person: replay.person,
    destinationIds: replay.destinationIds === null ? null : JSON.stringify(replay.destinationIds),
    targetConnectionId: replay.targetConnectionId,
    bodyHash: replay.bodyHash,
    createdAt: replay.createdAt,
    reasonSealed: conceal('reason', replay.reason),
    sentBytesSealed: conceal('sent-bytes', record.sentBytes),
    changesSealed: conceal('changes', record.changes),
  });
  const { createdAt: at } = replay;
  const place = { replayId, connectionId, channelId, nativeId, createdAt: at };
  journal.run(insertHead, { ...place, ...headParams(replay, record.bootId) });
  writeStep(context, { replayId, state: 'claimed', bootId: record.bootId, at, patch: { state: 'claimed' } });
  return { record: { ...record, replay }, isNew: true };
}

/**
 * Only what an attempt learns can change: state, newNativeId, sentAt, settledAt, evidence, errorOneLine and the boot id;
 * and how a person settled it, which is sealed and stands in no step.
 * @throws AppError NOT_FOUND | CONFLICT when the replay is in none of the states `from`, or another one holds the message
 */
export function advanceReplay(context: JournalWriterContext, { replayId, from, patch, at }: Advance): ReplayHead {
  const { journal, sealed } = context;
  const row = journal.get<HeadRow>(getHead, { replayId });
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such replay.');
  const current = toHead(row, sealed);
  if (!from.includes(current.state)) {
    throw new AppError('CONFLICT', `The replay is ${current.state} by now. Load it again.`, {
      messageKey: 'replay.movedOn',
      params: { state: current.state },
    });
  }
  const learned = learnedFrom(patch);
  const next: ReplayHead = { ...current, ...learned };
  const bootId = patch.bootId === undefined ? row.boot_id : patch.bootId;
  const params = headParams(next, bootId);
  if (current.state === 'planned' && params.isClaiming === 1) requireFree(context, row);
  journal.run(updateHead, { replayId, ...params });
  writeStep(context, { replayId, state: next.state, bootId, at, patch: learned });
  if (patch.settledReason === undefined || patch.settledReason === null) return next;
  writeSettledReason(context, { replayId, at, reason: patch.settledReason });
  return { ...next, settledReason: patch.settledReason };
}

/** While it was *planned* it claimed nothing, and another may have come. */
function requireFree({ journal }: JournalWriterContext, row: HeadRow): void {
  const { connection_id: connectionId, channel_id: channelId, native_id: nativeId } = row;
  const holder = journal.get<{ replay_id: string }>(findClaim, { connectionId, channelId, nativeId });
  if (holder !== undefined && holder.replay_id !== row.replay_id) throw alreadyClaimed();
}

type Settling = { replayId: string; at: number; reason: string };

function writeSettledReason({ journal, sealed }: JournalWriterContext, { replayId, at, reason }: Settling): void {
  const key = { recordId: settledRecordId(replayId), at };
  const settledReasonSealed = sealed.seal(key, 'settled-reason', reason).sealed;
  journal.run(updateSettledReason, { replayId, settledReasonSealed });
}

/** See the port. A replay without a boot id counts as one of another boot: nothing proves that its machine stayed up. */
export function recoverReplays(
  context: JournalWriterContext,
  { bootId, at }: { bootId: string; at: number },
): { unknown: string[]; planned: string[] } {
  const found: { unknown: string[]; planned: string[] } = { unknown: [], planned: [] };
  for (const row of context.journal.all<{ replay_id: string; state: string; boot_id: string | null }>(
    listInterrupted,
  )) {
    const mayHaveGone = row.state === 'in-air' || (row.state === 'intent-journaled' && row.boot_id !== bootId);
    const state = mayHaveGone ? 'unknown' : 'planned';
    advanceReplay(context, {
      replayId: row.replay_id,
      from: ['claimed', 'intent-journaled', 'in-air'],
      patch: { state },
      sync: true,
      at,
    });
    found[state].push(row.replay_id);
  }
  return found;
}

function learnedFrom(patch: ReplayPatch): Partial<Replay> & { state: ReplayState } {
  const { state, newNativeId, sentAt, settledAt, evidence, errorOneLine } = patch;
  return {
    state,
    ...(newNativeId === undefined ? {} : { newNativeId }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(settledAt === undefined ? {} : { settledAt }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(errorOneLine === undefined ? {} : { errorOneLine }),
  };
}

type Step = { replayId: string; state: ReplayState; bootId: string | null; at: number; patch: Partial<Replay> };

function writeStep({ journal }: JournalWriterContext, { replayId, state, bootId, at, patch }: Step): void {
  journal.run(insertStep, { replayId, at, state, bootId, patch: JSON.stringify(patch) });
}

function readRecord({ journal, sealed }: JournalWriterContext, replayId: string): ReplayRecord {
  const row = journal.get<ReplayRow>(getReplay, { replayId });
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such replay.');
  const content = journal.get<{ sent_bytes_sealed: Uint8Array | null; changes_sealed: Uint8Array | null }>(getContent, {
    replayId,
  });
  return {
    replay: toReplay(row, sealed),
    requestId: row.request_id,
    sentBytes: sealed.open(`replay/${replayId}`, content?.sent_bytes_sealed ?? null, 'sent-bytes'),
    changes: sealed.openText(`replay/${replayId}`, content?.changes_sealed ?? null, 'changes'),
    bootId: row.boot_id,
  };
}

function alreadyClaimed(): AppError {
  return new AppError('CONFLICT', 'Another replay of this message is not settled yet.', {
    messageKey: 'replay.alreadyClaimed',
  });
}
