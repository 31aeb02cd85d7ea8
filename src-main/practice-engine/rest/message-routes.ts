import type { StoredMessage } from '../messages/message.ts';
import type { Channel } from '../routing/channel.ts';
import { type Answer, answerWith, channelDoesNotExist, exception, notFound, nothing, requestFailed } from './answer.ts';
import { fromJson } from './json.ts';
import { type MessageFilter, matchingRows, readMessageFilter } from './message-filter.ts';
import { messageElement } from './message-xml.ts';
import { readQueryFilter } from './query-filter.ts';
import { audit, type Call, channelText, findChannel, type Route, xmlOrJson } from './route.ts';
import { el, optional, type XmlElement } from './xml.ts';
import { readXml } from './xml-reader.ts';

export const messagesPath = '/channels/{channelId}/messages';

/** Searching, reading and removing messages. Source: mirth-api sections 6 to 8. */
export const messageRoutes: Route[] = [
  { method: 'GET', path: messagesPath, handle: (call) => search(call, readQueryFilter(call.query)) },
  { method: 'GET', path: `${messagesPath}/count`, handle: (call) => count(call, readQueryFilter(call.query)) },
  { method: 'GET', path: `${messagesPath}/maxMessageId`, handle: maxMessageId },
  { method: 'POST', path: `${messagesPath}/_search`, accepts: xmlOrJson, handle: (call) => withPosted(call, search) },
  {
    method: 'POST',
    path: `${messagesPath}/count/_search`,
    accepts: xmlOrJson,
    handle: (call) => withPosted(call, count),
  },
  { method: 'GET', path: `${messagesPath}/{messageId}`, handle: readMessage },
  { method: 'DELETE', path: `${messagesPath}/{messageId}`, handle: removeMessage },
  {
    method: 'POST',
    path: `${messagesPath}/_remove`,
    accepts: xmlOrJson,
    handle: (call) => withPosted(call, removeMatching),
  },
  { method: 'GET', path: `${messagesPath}/{messageId}/attachments`, handle: listAttachments },
  { method: 'GET', path: `${messagesPath}/{messageId}/attachments/{attachmentId}`, handle: readAttachment },
  { method: 'DELETE', path: messagesPath, handle: (call) => withQuery(call, removeMatching) },
  { method: 'DELETE', path: `${messagesPath}/_removeAll`, handle: removeAll },
];

/** A posted body as elements, from XML or from the engine's JSON. */
export function readPosted(call: Call): XmlElement | null {
  return call.contentType.startsWith('application/json') ? fromJson(call.body) : readXml(call.body);
}

/** Works on a filter that could be read. */
export type FilterHandler = (call: Call, filter: MessageFilter) => Answer;

/** Hands on the posted filter; 500 when the engine could not read it. */
export function withPosted(call: Call, handle: FilterHandler): Answer {
  const filter = readMessageFilter(readPosted(call));
  return filter === null ? requestFailed : handle(call, filter);
}

/** Hands on the filter in the query; 404 for a bad value in it. */
export function withQuery(call: Call, handle: FilterHandler): Answer {
  const filter = readQueryFilter(call.query);
  if (filter === 'broken') return exception('java.lang.NullPointerException', null);
  return filter === null ? notFound : handle(call, filter);
}

/** A bad value in the query is 404, an unknown channel 500, an unknown column the database's own error [55f]. */
export function guard(
  call: Call,
  filter: MessageFilter | null | 'broken',
): Answer | { channel: Channel; filter: MessageFilter } {
  if (filter === null) return notFound;
  if (filter === 'broken') return exception('java.lang.NullPointerException', null);
  const channel = findChannel(call);
  if (channel === null) return channelDoesNotExist(call.params.channelId ?? '');
  const columns: string[] = channel.definition.columns;
  const unknown = filter.columns.find(({ column }) => !columns.includes(column));
  if (unknown !== undefined) {
    const text = `Column '${unknown.column}' is either not in any table in the FROM list or appears within a join specification.`;
    return exception(
      'com.mirth.connect.client.core.api.PersistenceException',
      `\n### Error querying database.  Cause: java.sql.SQLSyntaxErrorException: ${text}`,
    );
  }
  return { channel, filter };
}

function search(call: Call, wanted: MessageFilter | null | 'broken'): Answer {
  const guarded = guard(call, wanted);
  if ('kind' in guarded) return guarded;
  const { channel, filter } = guarded;
  audit(call, 'Get messages by page limit', { channel: channelText(channel) });
  const limit = Number(call.query.get('limit') ?? 20);
  const offset = Number(call.query.get('offset') ?? 0);
  const withContent = call.query.get('includeContent') === 'true';
  const found: XmlElement[] = [];
  let toSkip = offset;
  for (const message of channel.store.newestFirst()) {
    if (found.length >= limit) break;
    const rows = matchingRows(message, filter);
    if (rows.length === 0) continue;
    if (toSkip-- > 0) continue;
    found.push(messageElement(message, rows, contextOf(call, channel, withContent)));
  }
  return answerWith(el('list', found));
}

function count(call: Call, wanted: MessageFilter | null | 'broken'): Answer {
  const guarded = guard(call, wanted);
  if ('kind' in guarded) return guarded;
  audit(call, 'Get message count', { channel: channelText(guarded.channel) });
  const matching = guarded.channel.store
    .newestFirst()
    .filter((message) => matchingRows(message, guarded.filter).length > 0);
  return answerWith(el('long', matching.length));
}

function maxMessageId(call: Call): Answer {
  const channel = findChannel(call);
  return channel === null
    ? channelDoesNotExist(call.params.channelId ?? '')
    : answerWith(el('long', channel.store.maxMessageId()));
}

/** The channel and message of a path; null for either when unknown. */
export function locate(call: Call): { channel: Channel | null; message: StoredMessage | null } {
  const channel = findChannel(call);
  return { channel, message: channel?.store.find(Number(call.params.messageId)) ?? null };
}

function contextOf(call: Call, channel: Channel, withContent: boolean) {
  return {
    serverId: call.engine.serverId,
    channelName: channel.definition.name,
    columns: channel.definition.columns,
    withContent,
  };
}

function readMessage(call: Call): Answer {
  const { channel, message } = locate(call);
  if (channel === null) return channelDoesNotExist(call.params.channelId ?? '');
  audit(call, 'Get message content', { channel: channelText(channel), messageId: call.params.messageId ?? '' });
  if (message === null) return nothing;
  const ids = call.query.getAll('metaDataId').map(Number);
  const rows = message.rows.filter((row) => ids.length === 0 || ids.includes(row.metaDataId));
  return answerWith(messageElement(message, rows, contextOf(call, channel, true)));
}

function removeMessage(call: Call): Answer {
  const { channel, message } = locate(call);
  if (channel === null) return nothing;
  audit(call, 'Remove message', { channel: channelText(channel), messageId: call.params.messageId ?? '' });
  const metaDataId = call.query.has('metaDataId') ? Number(call.query.get('metaDataId')) : null;
  if (message !== null) removeRows(channel, message, metaDataId === null ? null : [metaDataId]);
  return nothing;
}

function removeMatching(call: Call, filter: MessageFilter): Answer {
  const guarded = guard(call, filter);
  if ('kind' in guarded) return guarded;
  audit(call, 'Remove messages', { channel: channelText(guarded.channel) });
  for (const message of guarded.channel.store.newestFirst()) {
    const ids = matchingRows(message, filter).map((row) => row.metaDataId);
    if (ids.length > 0) removeRows(guarded.channel, message, ids);
  }
  return nothing;
}

/** A running channel is left alone, silently, unless it may be restarted [74g]. */
async function removeAll(call: Call): Promise<Answer> {
  const channel = findChannel(call);
  if (channel === null) return nothing;
  audit(call, 'Remove all messages', { channel: channelText(channel) });
  const wasRunning = channel.isAccepting;
  if (wasRunning && call.query.get('restartRunningChannels') !== 'true') return nothing;
  await channel.stop();
  for (const message of channel.store.newestFirst()) removeRows(channel, message, null);
  if (wasRunning) await channel.start();
  return nothing;
}

/** Only the named rows go; with its source row the whole message goes [74h]. */
function removeRows(channel: Channel, message: StoredMessage, metaDataIds: number[] | null): void {
  // What a running channel is still working on is passed over.
  if (!message.isProcessed && channel.isAccepting) return;
  for (const id of metaDataIds ?? [null]) channel.forget(message.messageId, id);
  if (metaDataIds === null || metaDataIds.includes(0)) {
    channel.store.remove(message.messageId);
    return;
  }
  message.rows = message.rows.filter((row) => !metaDataIds.includes(row.metaDataId));
  channel.store.save(message);
}

function attachmentElement(
  attachment: StoredMessage['attachments'][number],
  withContent: boolean,
  isEncrypted: boolean,
): XmlElement {
  // The stored bytes are Base64 text themselves, so the answer is Base64 twice [68].
  const content = withContent ? Buffer.from(attachment.base64, 'latin1').toString('base64') : null;
  return el('attachment', [
    el('id', attachment.id),
    ...optional('content', content),
    el('type', attachment.mediaType),
    el('encrypt', isEncrypted),
  ]);
}

function listAttachments(call: Call): Answer {
  const { channel, message } = locate(call);
  if (channel === null) return channelDoesNotExist(call.params.channelId ?? '');
  const withContent = call.query.get('includeContent') === 'true';
  return answerWith(
    el(
      'list',
      (message?.attachments ?? []).map((attachment) => attachmentElement(attachment, withContent, false)),
    ),
  );
}

function readAttachment(call: Call): Answer {
  const { channel, message } = locate(call);
  if (channel === null) return channelDoesNotExist(call.params.channelId ?? '');
  const attachment = message?.attachments.find(({ id }) => id === call.params.attachmentId);
  if (attachment === undefined) return answerWith(el('attachment', [el('encrypt', false)]));
  return answerWith(attachmentElement(attachment, true, true));
}
