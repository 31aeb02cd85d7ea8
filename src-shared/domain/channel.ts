import { z } from 'zod';

export const channelStates = ['started', 'paused', 'stopped', 'starting', 'stopping', 'undeployed', 'unknown'] as const;
export const channelState = z.enum(channelStates);
export type ChannelState = z.infer<typeof channelState>;

/** Counters since the engine last cleared them; they are not the number of messages in that state (Mirth fact 8). */
export const channelCounters = z.object({
  received: z.number().int(),
  filtered: z.number().int(),
  sent: z.number().int(),
  errored: z.number().int(),
});
export type ChannelCounters = z.infer<typeof channelCounters>;

/** One source or destination. `nativeId` is the engine's own connector id ("0" = source in Mirth). */
export const connectorStatus = z.object({
  nativeId: z.string(),
  name: z.string(),
  role: z.enum(['source', 'destination']),
  state: channelState,
  counters: channelCounters,
  queued: z.number().int(),
  hasQueue: z.boolean(),
  /** The engine's live word for the line, e.g. "Idle", "Connecting"; null when the engine does not tell. */
  activity: z.string().nullable(),
});
export type ConnectorStatus = z.infer<typeof connectorStatus>;

/**
 * One channel as an engine reported it. `counters` are the channel's own: received by the source, sent over all destinations.
 * `queued` is the messages waiting now. `revision` is the deployed revision, null when unknown; `deployedAt` since when it runs, ms UTC, null when
 * the channel is not deployed or the engine does not tell.
 */
export const channelSnapshot = z.object({
  channelId: z.string(),
  name: z.string(),
  state: channelState,
  counters: channelCounters,
  queued: z.number().int(),
  connectors: z.array(connectorStatus),
  revision: z.number().int().nullable(),
  deployedAt: z.number().int().nullable(),
  hasUndeployedChanges: z.boolean(),
  tags: z.array(z.string()),
});
export type ChannelSnapshot = z.infer<typeof channelSnapshot>;

export const severities = ['critical', 'warning', 'notice', 'fine'] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

export const lifecycleActions = ['start', 'stop', 'pause', 'resume'] as const;
export const lifecycleAction = z.enum(lifecycleActions);
export type LifecycleAction = z.infer<typeof lifecycleAction>;
