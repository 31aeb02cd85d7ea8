import { randomUUID } from 'node:crypto';
import type { MapEntry, StoredMessage } from '../messages/message.ts';
import type { Channel } from '../routing/channel.ts';
import { reprocess } from '../routing/reprocess.ts';
import { type Answer, answerWith, nothing, requestFailed } from './answer.ts';
import { type MessageFilter, matchingRows } from './message-filter.ts';
import { guard, locate, messagesPath, readPosted, withPosted, withQuery } from './message-routes.ts';
import { readRawMessage } from './raw-message.ts';
import { audit, type Call, channelText, findChannel, type Route, xmlOrJson } from './route.ts';
import { el } from './xml.ts';

/** Sending messages anew and reprocessing them. Source: mirth-api section 8. */
export const resendRoutes: Route[] = [
  { method: 'POST', path: messagesPath, accepts: ['text/plain'], handle: sendText },
  { method: 'POST', path: '/channels/{channelId}/messagesWithObj', accepts: xmlOrJson, handle: sendObject },
  { method: 'POST', path: `${messagesPath}/_reprocess`, handle: (call) => withQuery(call, reprocessMatching) },
  { method: 'POST', path: `${messagesPath}/{messageId}/_reprocess`, handle: reprocessOne },
  {
    method: 'POST',
    path: `${messagesPath}/_reprocessWithFilter`,
    accepts: xmlOrJson,
    handle: (call) => withPosted(call, reprocessMatching),
  },
];

/** The text form: without destinations it goes nowhere, and its content is copied into the audit table [70, 80q2]. */
async function sendText(call: Call): Promise<Answer> {
  const channel = findChannel(call);
  if (channel === null || !channel.isAccepting) return { kind: 'container', status: 500 };
  audit(call, 'Process messages', { channel: channelText(channel), rawData: call.body });
  const originalId = call.query.has('originalMessageId') ? Number(call.query.get('originalMessageId')) : null;
  const isOverwrite = call.query.get('overwrite') === 'true';
  const sourceMap = call.query.getAll('sourceMapEntry').map((pair): MapEntry => {
    const [key = '', ...value] = pair.split('=');
    return [key, { type: 'string', value: value.join('=') }];
  });
  const result = await channel.process({
    raw: call.body,
    sourceMap,
    destinationIds: call.query.getAll('destinationMetaDataId').map(Number),
    originalId,
    replaces: isOverwrite && originalId !== null ? channel.store.find(originalId) : null,
  });
  return answerWith(el('long', result.messageId), 201);
}

/** The object form: no destination list means all, and what goes wrong later is no error of the call. */
async function sendObject(call: Call): Promise<Answer> {
  const channel = findChannel(call);
  const message = readRawMessage(readPosted(call));
  if (message === null) return requestFailed;
  if (channel === null || !channel.isAccepting) return { kind: 'container', status: 500 };
  const destinations = message.destinationIds === null ? 'null' : `[${message.destinationIds.join(', ')}]`;
  const { isOverwrite, originalId } = message;
  audit(call, 'Process messages', {
    channel: channelText(channel),
    rawMessage: `com.mirth.connect.donkey.model.message.RawMessage[overwrite=${isOverwrite}, imported=false, originalMessageId=${originalId}, destinationMetaDataIds=${destinations}, binary=false, attachmentCount=0]`,
  });
  const result = await channel.process({
    raw: message.raw,
    sourceMap: message.sourceMap,
    destinationIds: message.destinationIds,
    originalId,
    replaces: isOverwrite && originalId !== null ? channel.store.find(originalId) : null,
  });
  return answerWith(el('long', result.messageId), 201);
}

/** 204 at once whatever becomes of it; the work is done in the background [72*]. */
function reprocessOne(call: Call): Answer {
  const { channel, message } = locate(call);
  if (channel !== null)
    audit(call, 'Reprocess messages', {
      channel: channelText(channel),
      messageId: call.params.messageId ?? '',
      replace: call.query.get('replace') ?? 'false',
    });
  if (channel !== null) startReprocess(call, channel, message === null ? [] : [message]);
  return nothing;
}

function reprocessMatching(call: Call, filter: MessageFilter): Answer {
  const guarded = guard(call, filter);
  if ('kind' in guarded) return guarded;
  const { channel } = guarded;
  audit(call, 'Reprocess messages', { channel: channelText(channel), replace: call.query.get('replace') ?? 'false' });
  startReprocess(
    call,
    channel,
    channel.store
      .newestFirst()
      .reverse()
      .filter((message) => matchingRows(message, filter).length > 0),
  );
  return nothing;
}

function startReprocess(call: Call, channel: Channel, messages: StoredMessage[]): void {
  const ids = call.query.getAll('metaDataId').map(Number);
  const destinationIds = call.query.get('filterDestinations') === 'true' ? ids : null;
  const isReplacing = call.query.get('replace') === 'true';
  const run = async () => {
    for (const message of messages) {
      if (!channel.isAccepting) return;
      await reprocess(channel, message, { destinationIds, isReplacing });
    }
  };
  run().catch(() =>
    call.engine.logs.server({
      level: 'ERROR',
      threadName: `Reprocess ${randomUUID()}`,
      category: 'com.mirth.connect.server.controllers.DonkeyMessageController',
      lineNumber: 400,
      message: 'Error reprocessing messages.',
    }),
  );
}
