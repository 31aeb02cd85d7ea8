import type { Body } from '../../../src-shared/domain/message.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import type { WaitingContent, WaitingFacet, WaitingRow } from '../engine.ts';
import type { MirthClient } from './mirth-client.ts';
import { readErrorText } from './mirth-errors.ts';
import {
  errorTextOf,
  type MirthMessage,
  type MirthRow,
  retryIntervalOf,
  stageOf,
  targetOf,
} from './mirth-message-mapping.ts';
import { type MessageFilter, searchMessages, toMessageId } from './mirth-search.ts';

type Deps = { client: MirthClient; connectionId: string };

/** Grown by more than this since it was counted, a queue is asked for once more. */
const slack = 50;
const maxTries = 6;
/** A window of content may be this long and this large. */
const maxWindow = 200;
const maxContentBytes = 8 * 1024 * 1024;

/**
 * Messages in destination queues, which go in the order of their ids. The engine does not tell when it tries next.
 * Source: mirth-api §6, §7, exchange 62.
 */
export function createMirthWaiting({ client, connectionId }: Deps): WaitingFacet {
  return {
    async list({ channelId, connectorId, expected, limit }, signal) {
      const search = async (offset: number, wanted: number) => {
        const query = { channelId, filter: queuedAt(connectorId), limit: wanted, includeContent: false, offset };
        return (await searchMessages(client, query, signal)).messages;
      };
      const oldest = await oldestOf(search, { expected, limit });
      return oldest
        .slice(0, limit)
        .flatMap((message) => rowsAt(message, connectorId).map((row) => toWaitingRow(connectionId, message, row)));
    },

    async read({ channelId, connectorId, nativeIds }, signal) {
      const ids = nativeIds.map(toMessageId).toSorted((a, b) => (a < b ? -1 : 1));
      const [from, to] = [ids[0], ids.at(-1)];
      if (from === undefined || to === undefined) return [];
      const filter = { ...queuedAt(connectorId), minMessageId: from, maxMessageId: to };
      const query = { channelId, filter, limit: maxWindow, includeContent: true, maxBytes: maxContentBytes };
      const { messages, tooLarge } = await searchMessages(client, query, signal);
      const asked = new Set(nativeIds);
      const read = messages
        .filter(({ nativeId }) => asked.has(nativeId))
        .flatMap((message) => rowsAt(message, connectorId).map((row) => toContent(message.nativeId, row)));
      if (tooLarge === null || !asked.has(tooLarge.nativeId)) return read;
      return [...read, { nativeId: tooLarge.nativeId, body: null, target: null, retryEveryMs: null, errorLine: null }];
    },
  };
}

/** Answers come newest first: the oldest stand in the one that is not full. None when the queue moved faster than it was asked for. */
async function oldestOf(
  search: (offset: number, wanted: number) => Promise<MirthMessage[]>,
  { expected, limit }: { expected: number; limit: number },
): Promise<MirthMessage[]> {
  const wanted = limit + slack;
  let offset = Math.max(0, expected - limit);
  let hasShrunk = false;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const messages = await search(offset, wanted);
    if (messages.length === wanted) {
      offset += limit;
    } else if (messages.length === 0 && offset > 0) {
      offset = hasShrunk ? 0 : Math.max(0, offset - limit);
      hasShrunk = true;
    } else {
      return messages.toReversed();
    }
  }
  return [];
}

function queuedAt(connectorId: string): MessageFilter {
  return { statuses: ['QUEUED'], connectorIds: [connectorId] };
}

function rowsAt(message: MirthMessage, connectorId: string): MirthRow[] {
  return message.rows.filter((row) => row.connectorId === connectorId && row.state === 'queued');
}

function toWaitingRow(connectionId: string, message: MirthMessage, row: MirthRow): WaitingRow {
  return {
    ref: { connectionId, channelId: message.channelId, nativeId: message.nativeId },
    connectorId: row.connectorId,
    since: row.receivedAt ?? message.receivedAt,
    sendAttempts: row.sendAttempts,
    lastTryAt: row.sentAt,
  };
}

function toContent(nativeId: string, row: MirthRow): WaitingContent {
  const errorText = errorTextOf(row);
  return {
    nativeId,
    body: bodyOf(row),
    target: targetOf(row),
    retryEveryMs: retryIntervalOf(row),
    errorLine: errorText === null ? null : readErrorText(errorText, null).line,
  };
}

/** What goes out, as far as it is stored. */
function bodyOf(row: MirthRow): Body | null {
  const stored = stageOf(row, 'encoded') ?? stageOf(row, 'raw');
  if (stored === null || stored.isEncrypted) return null;
  return { bytes: encodeUtf8(stored.text), encoding: 'UTF-8', fidelity: 'engine-text' };
}
