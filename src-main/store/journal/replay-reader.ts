import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { Page } from '../store.ts';
import type { JournalReaderContext } from './journal-context.ts';
import {
  countOpen,
  getContent,
  getReplay,
  listAll,
  listOfMessage,
  listOpen,
  type ReplayRow,
} from './replay-queries.ts';
import { toReplay } from './replay-row.ts';

/** What is read of the replay ledger. */
export const replayReaderOperations = {
  getReplay(context: JournalReaderContext, { replayId }: { replayId: string }): Replay | null {
    const row = context.journal().get<ReplayRow>(getReplay, { replayId });
    return row === undefined ? null : toReplay(row, context.sealed());
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

  sentBytes(context: JournalReaderContext, { replayId }: { replayId: string }): Uint8Array | null {
    const row = context.journal().get<{ sent_bytes_sealed: Uint8Array | null }>(getContent, { replayId });
    return context.sealed().open(`replay/${replayId}`, row?.sent_bytes_sealed ?? null, 'sent-bytes');
  },
};
