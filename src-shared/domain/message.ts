import { z } from 'zod';
import { failureKind } from './failure-kind.ts';

/** Which message: engine, channel and the engine's own id. Never shown raw where a name exists. */
export const messageRef = z.object({ connectionId: z.string(), channelId: z.string(), nativeId: z.string() });
export type MessageRef = z.infer<typeof messageRef>;

/** The connection of messages that are files of the person's own: no engine has them, nothing is sent. */
export const fileConnectionId = 'file';

/** *engine-text*: the engine decoded the body and we hold its text as UTF-8, whatever MSH-18 says (design §5). */
export const bodyFidelity = z.enum(['wire', 'engine-text']);
export type Body = { bytes: Uint8Array; encoding: string | null; fidelity: z.infer<typeof bodyFidelity> };

export const processingStates = [
  'received',
  'filtered',
  'transformed',
  'sent',
  'queued',
  'errored',
  'pending',
] as const;
export const processingState = z.enum(processingStates);
export type ProcessingState = z.infer<typeof processingState>;

/** The stored forms of a message on its way through one connector, in order. */
export const stageNames = [
  'raw',
  'processed-raw',
  'transformed',
  'encoded',
  'sent',
  'response',
  'processed-response',
] as const;
export const stageName = z.enum(stageNames);
export type StageName = z.infer<typeof stageName>;

/** An error as the engine told it: `oneLine` is redacted and safe in a list; the full text is content, fetched apart. */
export const messageError = z.object({ kind: failureKind, oneLine: z.string(), target: z.string().nullable() });
export type MessageError = z.infer<typeof messageError>;

/**
 * What happened in one connector. `stages` lists what the engine stored, content is fetched by `message.readBody`.
 * `acknowledgementCode` AA/AE/AR/CA/CE/CR from the stored response, null when none could be read.
 * `expectsAck`: what it sends to is a kind of receiver that answers; false: a file, a table, a mailbox; null = not known.
 * `nextChannelId`: it hands over to another channel of the engine; null = it does not, or nobody says.
 */
export const connectorRow = z.object({
  connectorId: z.string(),
  name: z.string(),
  role: z.enum(['source', 'destination']),
  state: processingState,
  receivedAt: z.number().int().nullable(),
  sentAt: z.number().int().nullable(),
  respondedAt: z.number().int().nullable(),
  sendAttempts: z.number().int(),
  target: z.string().nullable(),
  error: messageError.nullable(),
  acknowledgementCode: z.string().nullable(),
  expectsAck: z.boolean().nullable(),
  nextChannelId: z.string().nullable(),
  stages: z.array(z.object({ stage: stageName, sizeBytes: z.number().int(), dataType: z.string() })),
});
export type ConnectorRow = z.infer<typeof connectorRow>;

/** What a list may show of a message without its content. All fields null when unreadable. */
export const messageHeader = z.object({
  messageControlId: z.string().nullable(),
  messageType: z.string().nullable(),
  sender: z.string().nullable(),
  receiver: z.string().nullable(),
  messageAt: z.number().int().nullable(),
});
export type MessageHeader = z.infer<typeof messageHeader>;
