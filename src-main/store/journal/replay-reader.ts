import { replayState } from '../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import { readRunRequestId } from '../../../src-shared/domain/replay-run.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { Page } from '../store.ts';
import type { JournalReaderContext } from './journal-context.ts';
import {
  countOpen,
  findByRequest,
  getContent,
  getReplay,
  listAll,
  listFailedCopies,
  listOfMessage,
  listOpen,
  listStates,
  type ReplayRow,
} from './replay-queries.ts';
import { toReplay } from './replay-row.ts';

/** What is read of the replay ledger. */
export const replayReaderOperations = {
  getReplay(context: JournalReaderContext, { replayId }: { replayId: string }): Replay | null {
    const row = context.journal().get<ReplayRow>(getReplay, { replayId });
    return row === undefined ? null : toReplay(row, context.sealed());
  },

  replayOfRequest(context: JournalReaderContext, { requestId }: { requestId: string }): Replay | null {
    const known = context.journal().get<{ replay_id: string }>(findByRequest, { requestId });
    if (known === undefined) return null;
    const row = context.journal().get<ReplayRow>(getReplay, { replayId: known.replay_id });
    return row === undefined ? null : toReplay(row, context.sealed());
  },

  runOfReplay(context: JournalReaderContext, { replayId }: { replayId: string }): string | null {
    const row = context.journal().get<ReplayRow>(getReplay, { replayId });
    return row === undefined ? null : (readRunRequestId(row.request_id)?.runId ?? null);
  },

  listReplays(
    context: JournalReaderContext,
    { state, cursor, limit }: { state: 'open' | 'all'; cursor: string | null; limit: number },
  ): Page<Replay> & { open: number } {
    const [at, id] = cursor === null ? [Number.MAX_SAFE_INTEGER, ''] : decodeCursor(cursor, ['number', 'string']);
    const params = { at, id, limit: limit + 1 };
    const rows = context.journal().all<ReplayRow>(state === 'open' ? listOpen : listAll, params);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => toReplay(row, context.sealed())),
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.created_at, last.replay_id]) : null,
      open: context.journal().get<{ count: number }>(countOpen)?.count ?? 0,
    };
  },

  replaysOfMessage(context: JournalReaderContext, { connectionId, channelId, nativeId }: MessageRef): Replay[] {
    const rows = context.journal().all<ReplayRow>(listOfMessage, { connectionId, channelId, nativeId });
    return rows.map((row) => toReplay(row, context.sealed()));
  },

  otherReplays(context: JournalReaderContext, { refs, but }: { refs: MessageRef[]; but: string }): Replay[] {
    return refs.flatMap(({ connectionId, channelId, nativeId }) =>
      context
        .journal()
        .all<ReplayRow>(listOfMessage, { connectionId, channelId, nativeId })
        .filter((row) => row.replay_id !== but)
        .map((row) => toReplay(row, context.sealed())),
    );
  },

  /** Those of these that there are, in no order. */
  replayStates(
    context: JournalReaderContext,
    { replayIds }: { replayIds: string[] },
  ): Pick<Replay, 'replayId' | 'state'>[] {
    const rows = context
      .journal()
      .all<{ replay_id: string; state: string }>(listStates, { replayIds: JSON.stringify(replayIds) });
    return rows.map(({ replay_id: replayId, state }) => ({ replayId, state: replayState.parse(state) }));
  },

  failedCopies(context: JournalReaderContext, { refs }: { refs: MessageRef[] }): string[][] {
    return refs.map(({ connectionId, channelId, nativeId }) =>
      context
        .journal()
        .all<{ new_native_id: string }>(listFailedCopies, { connectionId, channelId, nativeId })
        .map((row) => row.new_native_id),
    );
  },

  sentBytes(context: JournalReaderContext, { replayId }: { replayId: string }): Uint8Array | null {
    const row = context.journal().get<{ sent_bytes_sealed: Uint8Array | null }>(getContent, { replayId });
    return context.sealed().open(`replay/${replayId}`, row?.sent_bytes_sealed ?? null, 'sent-bytes');
  },
};
