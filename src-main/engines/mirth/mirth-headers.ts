import type { MessageStatus } from '../../../src-shared/domain/indexed-message.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { IndexedDestination, IndexedParent } from '../../../src-shared/domain/trace/indexed-trace.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import type { EngineHeader, HeadersFacet } from '../engine.ts';
import { type ContentKeys, contentKeysOf } from './content-keys.ts';
import { get } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { type ColumnKeys, keyColumns, readColumns } from './mirth-columns.ts';
import { fault } from './mirth-faults.ts';
import { type MirthMessage, type MirthRow, sourceMapOf, sourceOf, stageOf } from './mirth-message-mapping.ts';
import { searchMessages } from './mirth-search.ts';
import { toInteger } from './mirth-xml.ts';

const maxPage = 200;
const maxPageBytes = 8 * 1024 * 1024;
const noKeys: ColumnKeys = {
  header: { messageControlId: null, messageType: null, sender: null, receiver: null },
  patientKeys: [],
  orderKeys: [],
};

/** Headers of all messages. Source: mirth-api §4 (columns), §6 (`_search`, `maxMessageId`), §7 (rows). */
export function createMirthHeaders({ client }: { client: MirthClient }): HeadersFacet {
  return {
    async newestId(channelId, signal) {
      const root = await client.askXml(get('search', `${channelPath(channelId)}/messages/maxMessageId`), signal);
      const id = toInteger(root?.text() ?? null);
      if (id === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
      return id;
    },
    async keyColumns(channelId, signal) {
      const root = await client.askXml(get('search', `${channelPath(channelId)}/metaDataColumns`), signal);
      return keyColumns((root?.children ?? []).map((column) => column.textAt('name') ?? ''));
    },
    async list({ channelId, keySource, fromId, toId, limit, wantsBodies = false }, signal) {
      const bounds = { minMessageId: BigInt(fromId), maxMessageId: BigInt(toId) };
      const query = { channelId, filter: bounds, limit: Math.min(limit, maxPage), includeContent: false };
      const outline = await searchMessages(client, { ...query, maxBytes: maxPageBytes }, signal);
      if (outline.tooLarge !== null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
      const oldest = idOf(outline.messages.at(-1));
      const reachedId = outline.isFull && oldest !== null ? oldest : fromId;
      const read =
        keySource === 'content'
          ? await readContent(client, { channelId, outline: outline.messages, wantsBodies }, signal)
          : null;
      const items = outline.messages.map((message): EngineHeader => {
        const id = Number(message.nativeId);
        const keys = read === null ? readColumns(rowsSourceFirst(message).map(columnsOf)) : read.get(id);
        const { channelName, receivedAt } = message;
        return {
          id,
          channelName,
          receivedAt,
          status: statusOf(message),
          isUnread: keys === undefined,
          endedAt: endingOf(message),
          counts: countsOf(message),
          messageAt: null,
          facts: null,
          destinations: destinationsOf(message),
          ...(keys ?? noKeys),
          parent: parentOf(message, read?.get(id)?.parent ?? null),
        };
      });
      return { items, reachedId };
    },
    async outcomes({ channelId, ids }, signal) {
      const outlines = await readOutlines(client, { channelId, ids }, signal);
      return valuesById(outlines, ids, (message) => ({
        status: statusOf(message),
        endedAt: endingOf(message),
        destinations: destinationsOf(message),
      }));
    },
    async endings({ channelId, ids }, signal) {
      return valuesById(await readOutlines(client, { channelId, ids }, signal), ids, endingOf);
    },
  };
}

/** These messages without content, and some that lie between them. Ids that lie far apart are asked for apart: what is between them is not wanted. */
async function readOutlines(
  client: MirthClient,
  { channelId, ids }: { channelId: string; ids: number[] },
  signal: AbortSignal,
): Promise<Map<number, MirthMessage>> {
  const byId = new Map<number, MirthMessage>();
  for (let left = ids.toSorted((a, b) => a - b); left.length > 0; ) {
    const lowest = left[0] ?? 0;
    const near = left.filter((id) => id < lowest + maxPage);
    const filter = { minMessageId: BigInt(lowest), maxMessageId: BigInt(near.at(-1) ?? lowest) };
    const query = { channelId, filter, limit: maxPage, includeContent: false, maxBytes: maxPageBytes };
    const { messages } = await searchMessages(client, query, signal);
    for (const message of messages) byId.set(Number(message.nativeId), message);
    left = left.slice(near.length);
  }
  return byId;
}

function valuesById<T>(
  byId: ReadonlyMap<number, MirthMessage>,
  ids: number[],
  read: (message: MirthMessage) => T,
): Map<number, T> {
  return new Map(
    ids.flatMap((id) => {
      const message = byId.get(id);
      return message === undefined ? [] : [[id, read(message)] as const];
    }),
  );
}

function channelPath(channelId: string): string {
  return `/channels/${encodeURIComponent(channelId)}`;
}

/** By id, what the sources' raw tells; a message whose raw is too large, encrypted, not stored or unreadable is not in it. */
async function readContent(
  client: MirthClient,
  { channelId, outline, wantsBodies }: { channelId: string; outline: MirthMessage[]; wantsBodies: boolean },
  signal: AbortSignal,
): Promise<Map<number, RawKeys>> {
  const keysById = new Map<number, RawKeys>();
  const lowest = idOf(outline.at(-1));
  for (let highest = idOf(outline[0]); highest !== null && lowest !== null && highest >= lowest; ) {
    const filter = { minMessageId: BigInt(lowest), maxMessageId: BigInt(highest), connectorIds: ['0'] };
    const query = { channelId, filter, limit: maxPage, includeContent: true, maxBytes: maxPageBytes };
    const answer = await searchMessages(client, query, signal);
    for (const message of answer.messages) {
      const keys = readRaw(sourceOf(message), wantsBodies);
      if (keys !== null) keysById.set(Number(message.nativeId), keys);
    }
    if (!answer.isFull) break;
    const last: number | null =
      answer.tooLarge === null ? idOf(answer.messages.at(-1)) : Number(answer.tooLarge.nativeId);
    highest = last === null ? null : last - 1;
  }
  return keysById;
}

type RawKeys = ContentKeys & { parent: IndexedParent | null; body?: Body };

function readRaw(source: MirthRow | null, wantsBody: boolean): RawKeys | null {
  const raw = source === null ? null : stageOf(source, 'raw');
  if (source === null || raw === null || raw.isEncrypted) return null;
  const bytes = encodeUtf8(raw.text);
  const keys = contentKeysOf(bytes);
  if (keys === null) return null;
  const body: Body = { bytes, encoding: 'UTF-8', fidelity: 'engine-text' };
  return { ...keys, parent: channelBefore(source), ...(wantsBody ? { body } : {}) };
}

/** The channel that handed the message on through a Channel Writer. Source: mirth-api §7, exchange 64. */
function channelBefore(source: MirthRow): IndexedParent | null {
  const map = sourceMapOf(source);
  const [channelId, nativeId] = ['sourceChannelId', 'sourceMessageId'].map((key) => map.get(key)?.text() ?? '');
  return channelId && nativeId && /^\d+$/.test(nativeId) ? { channelId, nativeId, isCopy: false } : null;
}

/** What a replay made says so whether its content was read or not. */
function parentOf({ channelId, originalNativeId }: MirthMessage, before: IndexedParent | null): IndexedParent | null {
  return originalNativeId === null ? before : { channelId, nativeId: originalNativeId, isCopy: true };
}

function destinationsOf({ rows }: MirthMessage): IndexedDestination[] {
  const destinations = rows.filter(({ role }) => role === 'destination');
  return destinations.map(({ connectorId, name, state }) => ({ connectorId, name, state }));
}

function rowsSourceFirst(message: MirthMessage): MirthRow[] {
  return message.rows.toSorted((a, b) => Number(a.role === 'destination') - Number(b.role === 'destination'));
}

function columnsOf(row: MirthRow) {
  return row.element.first('metaDataMap');
}

/** One word for all rows: what needs a person comes first, then what is not at its end. */
export function statusOf({ rows, isProcessed }: Pick<MirthMessage, 'rows' | 'isProcessed'>): MessageStatus {
  const states = new Set(rows.map(({ state }) => state));
  if (states.has('errored')) return 'failed';
  if (states.has('queued') || states.has('pending')) return 'waiting';
  if (!isProcessed) return 'processing';
  const destinations = rows.filter(({ role }) => role === 'destination');
  const isDropped = destinations.every(({ state }) => state === 'filtered');
  if (states.has('filtered') && isDropped) return 'filtered';
  return 'delivered';
}

/** The last thing any connector did with it; null while one of them still has it to do. */
function endingOf({ rows, isProcessed, receivedAt }: MirthMessage): number | null {
  if (!isProcessed || rows.some(({ state }) => state === 'queued' || state === 'pending')) return null;
  return Math.max(receivedAt, ...rows.map((row) => row.respondedAt ?? row.sentAt ?? row.receivedAt ?? 0));
}

/** As the channel's counters count: each connector once, the source only when it went no further. */
function countsOf({ rows }: MirthMessage): EngineHeader['counts'] {
  const count = (state: MirthRow['state']) => rows.filter((row) => row.state === state).length;
  return { sent: count('sent'), errored: count('errored'), filtered: count('filtered') };
}

function idOf(message: MirthMessage | undefined): number | null {
  return message === undefined ? null : Number(message.nativeId);
}
