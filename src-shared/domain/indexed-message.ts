import { z } from 'zod';
import { messageHeader, messageRef } from './message.ts';

/**
 * What became of a message by its engine's word: *processing* = still in work, *waiting* = in a queue, the engine will send it by itself,
 * *delivered* = sent by every destination that took it, *filtered* = no destination took it, *failed* = in error somewhere.
 */
export const messageStatuses = ['processing', 'waiting', 'delivered', 'filtered', 'failed'] as const;
export const messageStatus = z.enum(messageStatuses);
export type MessageStatus = z.infer<typeof messageStatus>;

/** One message of the header index: any message, not only a failed one. `receivedAt` ms UTC. */
export const indexedMessage = messageRef.extend({
  channelName: z.string(),
  status: messageStatus,
  receivedAt: z.number().int(),
  header: messageHeader.omit({ messageAt: true }),
});
export type IndexedMessage = z.infer<typeof indexedMessage>;

/**
 * Where a channel's keys come from. *columns*: custom columns, no content is read. *content*: the source's raw, read in memory and dropped.
 * *off*: its messages are not indexed.
 */
export const keySources = ['columns', 'content', 'off'] as const;
export const keySource = z.enum(keySources);
export type KeySource = z.infer<typeof keySource>;
