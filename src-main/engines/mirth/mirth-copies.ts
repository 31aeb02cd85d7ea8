import type { MessageRef, ProcessingState } from '../../../src-shared/domain/message.ts';
import type { CopyDelivery, FoundCopy } from '../engine.ts';
import type { MirthClient } from './mirth-client.ts';
import { fault } from './mirth-faults.ts';
import { type MirthMessage, sourceMapOf, sourceOf } from './mirth-message-mapping.ts';
import type { MirthReader } from './mirth-messages.ts';
import { searchMessages, toMessageId } from './mirth-search.ts';

/** Keys of our entries in the engine's source map; searchable there and kept with the message. */
export const provenanceKeys = {
  replayId: 'vaktbordReplayId',
  person: 'vaktbordPerson',
  reason: 'vaktbordReason',
  at: 'vaktbordAt',
} as const;

type Deps = { client: MirthClient; reader: MirthReader };

const copiesPage = 50;
/** A copy may have been copied again; more generations than this are not followed but refused. */
const maxSearches = 12;

/**
 * Copies of a message made by anyone: messages with its id as `originalId`, copies of those, and a replacement under its own id.
 * Newest first. @throws AppError rather than answer half
 */
export async function findCopies({ client, reader }: Deps, ref: MessageRef, signal: AbortSignal): Promise<FoundCopy[]> {
  const replaced = await findReplacement(reader, ref, signal);
  const copies = replaced === null ? [] : [replaced];
  const open = [ref.nativeId];
  const seen = new Set(open);
  for (let searches = 0; open.length > 0; searches += 1) {
    if (searches >= maxSearches) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
    const originalId = open.shift() ?? ref.nativeId;
    for (const message of await findByOriginal(client, { ...ref, nativeId: originalId }, signal)) {
      if (seen.has(message.nativeId)) continue;
      seen.add(message.nativeId);
      open.push(message.nativeId);
      copies.push(toCopy(message));
    }
  }
  return copies.toSorted((a, b) => b.at - a.at);
}

/** All messages that name `ref` as their original, with content, newest first. */
export async function findByOriginal(
  client: MirthClient,
  ref: MessageRef,
  signal: AbortSignal,
): Promise<MirthMessage[]> {
  const found: MirthMessage[] = [];
  const originalId = toMessageId(ref.nativeId);
  let maxMessageId: bigint | null = null;
  for (let page = 0; page < maxSearches; page += 1) {
    const filter = { originalId, ...(maxMessageId === null ? {} : { maxMessageId }) };
    const query = { channelId: ref.channelId, filter, limit: copiesPage, includeContent: true };
    const answer = await searchMessages(client, query, signal);
    found.push(...answer.messages);
    if (!answer.isFull) return found;
    const oldest = answer.tooLarge?.nativeId ?? answer.messages.at(-1)?.nativeId;
    if (answer.tooLarge !== null || oldest === undefined) break;
    maxMessageId = toMessageId(oldest) - 1n;
  }
  throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
}

/** The person or program behind a message, as far as its source map tells; all null for other tools. */
export function provenanceOf(message: MirthMessage): { replayId: string | null; person: string | null } {
  const source = sourceOf(message);
  const entries = source === null ? null : sourceMapOf(source);
  return {
    replayId: entries?.get(provenanceKeys.replayId)?.text() ?? null,
    person: entries?.get(provenanceKeys.person)?.text() ?? null,
  };
}

/** A reprocess with *replace* leaves the id and marks the source map `reprocessed` and `replaced` (mirth-api §7). */
async function findReplacement(reader: MirthReader, ref: MessageRef, signal: AbortSignal): Promise<FoundCopy | null> {
  const message = await reader.message(ref, null, signal);
  const source = message === null ? null : sourceOf(message);
  if (message === null || source === null) return null;
  const entries = sourceMapOf(source);
  const isReplaced = entries.get('reprocessed')?.text() === 'true' && entries.get('replaced')?.text() === 'true';
  if (!isReplaced) return null;
  const { replayId, person } = provenanceOf(message);
  const at = Math.max(message.receivedAt, source.receivedAt ?? 0, source.respondedAt ?? 0);
  const deliveries = deliveriesOf(message);
  return { nativeId: message.nativeId, at, how: 'reprocessed', by: person, correlationId: replayId, deliveries };
}

function toCopy(message: MirthMessage): FoundCopy {
  const source = sourceOf(message);
  const { replayId, person } = provenanceOf(message);
  const isReprocessed = source !== null && sourceMapOf(source).get('reprocessed')?.text() === 'true';
  const how = replayId !== null ? 'correlation-id' : isReprocessed ? 'reprocessed' : 'original-id';
  const deliveries = deliveriesOf(message);
  return { nativeId: message.nativeId, at: message.receivedAt, how, by: person, correlationId: replayId, deliveries };
}

function deliveriesOf(message: MirthMessage): FoundCopy['deliveries'] {
  if (!message.isProcessed) return null;
  return message.rows
    .filter(({ role }) => role === 'destination')
    .map(({ connectorId, state }) => ({ connectorId, delivery: deliveryByState[state] }));
}

const deliveryByState: Readonly<Record<ProcessingState, CopyDelivery>> = {
  sent: 'delivered',
  errored: 'failed',
  filtered: 'filtered',
  queued: 'unsettled',
  pending: 'unsettled',
  received: 'unsettled',
  transformed: 'unsettled',
};
