import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A transform step; each can fail, with the text that the engine then stores. */
const step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('require-patient-id') }), // PID-3.1 must be there
  z.strictObject({ kind: z.literal('require-numeric-results') }), // OBX-5 must be a number where OBX-2 is NM
  z.strictObject({ kind: z.literal('map-result-codes'), table: z.string() }), // OBX-5.1 looked up; unknown codes fail
  z.strictObject({ kind: z.literal('map-test-codes'), table: z.string() }), // OBX-3.1 looked up; unknown codes fail
  z.strictObject({ kind: z.literal('set-receiving-application'), value: z.string() }), // MSH-5
  z.strictObject({ kind: z.literal('scale-results'), factor: z.number().positive() }), // OBX-5 where OBX-2 is NM: a mistake that nothing notices
]);
export const stepSchema = step;
export type StepDefinition = z.infer<typeof step>;

const destination = z.strictObject({
  name: z.string(),
  receiverId: z.string(),
  queue: z.strictObject({ retryIntervalMs: z.number().int().positive() }).nullable(),
  rejectEvents: z.array(z.string()).default([]), // filter on MSH-9.2
  steps: z.array(step),
  responseTimeoutMs: z.number().int().positive().default(5_000),
});
export type DestinationDefinition = z.infer<typeof destination>;

const columns = ['SOURCE', 'TYPE', 'CONTROL_ID', 'PATIENT_ID', 'ORDER_ID', 'URGENT', 'EVENT_TIME'] as const;
export type ColumnName = (typeof columns)[number];

const channel = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  isDeployed: z.boolean().default(true),
  initialState: z.enum(['STARTED', 'PAUSED', 'STOPPED']).default('STARTED'),
  columns: z.array(z.enum(columns)),
  rejectEvents: z.array(z.string()).default([]),
  extractAttachments: z.boolean().default(false),
  steps: z.array(step).default([]),
  destinations: z.array(destination).min(1),
  traffic: z.strictObject({ kind: z.string(), perHour: z.number().nonnegative() }),
});
export type ChannelDefinition = z.infer<typeof channel>;

const receiver = z.strictObject({ id: z.string(), name: z.string(), application: z.string(), facility: z.string() });
export type ReceiverDefinition = z.infer<typeof receiver>;

const routing = z.strictObject({
  receivers: z.array(receiver),
  tables: z.record(z.string(), z.record(z.string(), z.string())),
  tags: z.array(z.strictObject({ name: z.string(), channelIds: z.array(z.uuid()) })),
  channels: z.array(channel).min(12),
});
/** The hospital in small: who listens, how codes map, and which channels run between them. */
export type RoutingDefinition = z.infer<typeof routing>;

/** Reads `channels.json` of a resources folder. @throws ZodError or the file system's error when it is not usable */
export function loadRouting(resourcesFolder: string): RoutingDefinition {
  return routing.parse(JSON.parse(readFileSync(join(resourcesFolder, 'channels.json'), 'utf8')));
}
