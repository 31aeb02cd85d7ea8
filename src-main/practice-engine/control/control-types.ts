import { z } from 'zod';

/** Requests and answers of the control interface, shared by its server and its client. */

export const receiverModeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('up') }),
  z.strictObject({ kind: z.literal('down') }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().int().nonnegative() }),
  z.strictObject({ kind: z.literal('nack'), code: z.enum(['AE', 'AR']), text: z.string() }),
  z.strictObject({ kind: z.literal('wrong-ack') }),
]);

const localText = z.strictObject({ nb: z.string(), nn: z.string(), en: z.string() });

/** A scenario with its texts; `channelId` is the channel on which its effect is seen. */
export const scenarioStatusSchema = z.strictObject({
  id: z.string(),
  title: localText,
  description: localText,
  channelId: z.string(),
  receiverId: z.string().nullable(),
  isActive: z.boolean(),
});
export type ScenarioStatus = z.infer<typeof scenarioStatusSchema>;

export const receiverStatusSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  port: z.number(),
  mode: receiverModeSchema,
  receivedCount: z.number(),
});
export type ReceiverStatus = z.infer<typeof receiverStatusSchema>;

export const receiverLogSchema = z.array(
  z.strictObject({ at: z.number(), bytesBase64: z.string(), controlId: z.string(), answer: z.string().nullable() }),
);

/** `sendNow` messages go out at once when a scenario is switched on; null = one while traffic flows, else none. */
export const scenarioRequestSchema = z.strictObject({
  isActive: z.boolean(),
  sendNow: z.number().int().nonnegative().nullable().default(null),
});
export const speedRequestSchema = z.strictObject({ factor: z.number().nonnegative() });
export const injectRequestSchema = z.strictObject({ channelId: z.string(), bodyBase64: z.string() });
/** `ack` is the engine's answer over MLLP; `nativeId` the id that the message got, null when nothing was stored. */
export const injectAnswerSchema = z.strictObject({ nativeId: z.number().nullable(), ack: z.string() });
export type InjectAnswer = z.infer<typeof injectAnswerSchema>;
export const restartRequestSchema = z.strictObject({ downMs: z.number().int().nonnegative().default(1_000) });

/** What the engine says once it is ready; written as one JSON line on standard output of the child process. */
export const readyRecordSchema = z.strictObject({
  apiUrl: z.string(),
  userName: z.string(),
  password: z.string(),
  /** SHA-256, upper-case hex with colons. */
  certificateFingerprint: z.string(),
  certificatePem: z.string(),
  controlUrl: z.string(),
  controlToken: z.string(),
  mllpPorts: z.record(z.string(), z.number()),
  processId: z.number(),
});
export type ReadyRecord = z.infer<typeof readyRecordSchema>;
