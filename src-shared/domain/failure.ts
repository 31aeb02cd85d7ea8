import { z } from 'zod';
import { ownState } from './failure-handling.ts';
import { failureKind } from './failure-kind.ts';
import { messageHeader, messageRef } from './message.ts';

export const replayStates = [
  'planned',
  'claimed',
  'intent-journaled',
  'in-air',
  'accepted',
  'rejected',
  'unknown',
  'confirmed-by-engine',
  'confirmed-by-receiver',
  'confirmed-by-apprec',
  'failed-again',
  'handled-otherwise',
] as const;
export const replayState = z.enum(replayStates);
export type ReplayState = z.infer<typeof replayState>;

/**
 * A message that needs a person. `failureId` is ours and stable (`<connectionId>/<channelId>/<nativeId>`).
 * `oneLine` is redacted. `connectorIds` are all connectors in error; `missingConnectorIds` those a transformer error left without a row.
 * `replayState` is the newest replay's state, null when never replayed. `resolvedAt`: the engine no longer reports it as failed.
 * `handledAt`: a person settled it otherwise then, without a replay; null = nobody did.
 * `ownState`: what a person decided about it apart from its group; null = its group's state holds.
 * `groupId`: the failures of the same cause; null until the store has grouped it.
 */
export const failure = messageRef.extend({
  failureId: z.string(),
  channelName: z.string(),
  connectorName: z.string(),
  connectorIds: z.array(z.string()),
  missingConnectorIds: z.array(z.string()),
  kind: failureKind,
  oneLine: z.string(),
  target: z.string().nullable(),
  failedAt: z.number().int(),
  receivedAt: z.number().int(),
  sendAttempts: z.number().int(),
  isUrgent: z.boolean(),
  header: messageHeader,
  sizeBytes: z.number().int().nullable(),
  replayState: replayState.nullable(),
  resolvedAt: z.number().int().nullable(),
  handledAt: z.number().int().nullable(),
  ownState: ownState.nullable(),
  groupId: z.string().nullable(),
});
export type Failure = z.infer<typeof failure>;

export function failureIdOf(ref: { connectionId: string; channelId: string; nativeId: string }): string {
  return `${ref.connectionId}/${ref.channelId}/${ref.nativeId}`;
}
