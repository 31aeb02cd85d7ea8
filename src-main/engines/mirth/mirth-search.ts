import { AppError } from '../../../src-shared/domain/app-error.ts';
import { decodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { escapeXmlText } from '../../../src-shared/formats/xml/escape-xml.ts';
import {
  createXmlElementStream,
  type XmlElementStream,
  type XmlStreamEnd,
} from '../../../src-shared/formats/xml/xml-element-stream.ts';
import type { MirthClient } from './mirth-client.ts';
import { fault } from './mirth-faults.ts';
import { type MirthMessage, mapMessage } from './mirth-message-mapping.ts';

/**
 * What is looked for; absent = any. Ids are the engine's numbers as text, bounds inclusive. The engine matches connector rows,
 * and answers with the matching rows only. Dates and column names from users are left out on purpose (mirth-api facts 6 and §6).
 */
export type MessageFilter = {
  statuses?: readonly ('ERROR' | 'QUEUED' | 'PENDING')[];
  minMessageId?: bigint;
  maxMessageId?: bigint;
  originalId?: bigint;
  connectorIds?: readonly string[];
};

/** `offset`: how many of the newest to leave out. `maxBytes` of one answer; absent = 32 MB. */
export type SearchQuery = {
  channelId: string;
  filter: MessageFilter;
  limit: number;
  includeContent: boolean;
  offset?: number;
  maxBytes?: number;
};

/**
 * Newest first. `isFull`: as many as asked for, so there may be more below the last. `tooLarge`: the one message that alone is over the
 * bound; it stands where it would have come, at the end.
 */
export type SearchAnswer = { messages: MirthMessage[]; tooLarge: { nativeId: string } | null; isFull: boolean };

const maxSearchBytes = 32 * 1024 * 1024;
const searchTimeoutMs = 60_000;

/** @throws AppError ENGINE_UNREACHABLE | ENGINE_REFUSED | ENGINE_PROTOCOL | CANCELLED. Source: POST /channels/{id}/messages/_search */
export async function searchMessages(
  client: MirthClient,
  query: SearchQuery,
  signal: AbortSignal,
): Promise<SearchAnswer> {
  for (let limit = query.limit; ; limit = Math.floor(limit / 2)) {
    const part = await searchOnce(client, { ...query, limit }, signal);
    if (part.isWhole) return { messages: part.messages, tooLarge: null, isFull: part.messages.length >= limit };
    if (limit > 1) continue;
    const nativeId = messageIdIn(part.end);
    if (nativeId === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
    return { messages: [], tooLarge: { nativeId }, isFull: true };
  }
}

async function searchOnce(client: MirthClient, query: SearchQuery, signal: AbortSignal) {
  const { maxBytes = maxSearchBytes } = query;
  let stream: XmlElementStream;
  let messages: MirthMessage[] = [];
  return await client.stream(
    {
      topic: 'search',
      method: 'POST',
      path: `/channels/${encodeURIComponent(query.channelId)}/messages/_search`,
      query: { includeContent: query.includeContent, offset: query.offset ?? 0, limit: query.limit },
      body: { contentType: 'application/xml', text: filterXml(query.filter) },
      timeoutMs: searchTimeoutMs,
      maxBytes,
    },
    {
      begin() {
        stream = createXmlElementStream({ elementName: 'message', depth: 2, maxElementBytes: maxBytes });
        messages = [];
      },
      chunk(bytes) {
        for (const item of stream.push(bytes)) {
          const tree = item.kind === 'element' ? item.tree() : null;
          const message = tree === null ? null : mapMessage(tree);
          if (message === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
          messages.push(message);
        }
      },
      end(isWhole) {
        const end = stream.end();
        if (isWhole && end.rootName !== 'list')
          throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
        if (isWhole && !end.isComplete) throw fault('ENGINE_PROTOCOL', 'engine.reason.cutOff', client.place);
        return { isWhole, messages, end };
      },
    },
    signal,
  );
}

/** Only the wanted elements: an unknown or empty one makes the engine answer 500 [58h]. */
export function filterXml(filter: MessageFilter): string {
  const parts: string[] = [];
  if (filter.maxMessageId !== undefined) parts.push(`<maxMessageId>${filter.maxMessageId}</maxMessageId>`);
  if (filter.minMessageId !== undefined) parts.push(`<minMessageId>${filter.minMessageId}</minMessageId>`);
  if (filter.originalId !== undefined)
    parts.push(
      `<originalIdLower>${filter.originalId}</originalIdLower><originalIdUpper>${filter.originalId}</originalIdUpper>`,
    );
  if (filter.statuses !== undefined) {
    const name = 'com.mirth.connect.donkey.model.message.Status';
    parts.push(`<statuses>${filter.statuses.map((status) => `<${name}>${status}</${name}>`).join('')}</statuses>`);
  }
  if (filter.connectorIds !== undefined)
    parts.push(
      `<includedMetaDataIds>${filter.connectorIds.map((id) => `<int>${escapeXmlText(id)}</int>`).join('')}</includedMetaDataIds>`,
    );
  return parts.length === 0 ? '<messageFilter/>' : `<messageFilter>${parts.join('')}</messageFilter>`;
}

/** Mirth's ids are longs; ours are text. @throws AppError BAD_INPUT */
export function toMessageId(nativeId: string): bigint {
  if (/^\d{1,18}$/.test(nativeId)) return BigInt(nativeId);
  throw new AppError('BAD_INPUT', 'This is no message id of a Mirth engine.');
}

function messageIdIn(end: XmlStreamEnd): string | null {
  return /<messageId>(\d+)<\/messageId>/.exec(decodeUtf8(end.unfinished?.head ?? new Uint8Array()))?.[1] ?? null;
}
