import type { ChannelId, WeekDestination } from './week.ts';

/** How a destination stands; `at` ms UTC when it came to that. */
export type Fate = (at: number) => Omit<WeekDestination, 'connectorId' | 'name'>;

const blank = { code: null, expectsAck: true, nextChannelId: null, failure: null } as const;

/** The receiver acknowledged. */
export const taken: Fate = (at) => ({ ...blank, state: 'sent', code: 'AA', endedAt: at });
/** The receiver has stored it and says what it thinks of it later. */
export const stored: Fate = (at) => ({ ...blank, state: 'sent', code: 'CA', endedAt: at });
/** An engine that does not read answers calls a refused message sent. */
export const refusedUnseen: Fate = (at) => ({ ...blank, state: 'sent', code: 'AE', endedAt: at });
export const refused: Fate = (at) => ({ ...blank, state: 'errored', code: 'AR', endedAt: at, failure: 'negative-ack' });
/** The engine put its own error instead of the receiver's answer. */
export const refusedWithoutCode: Fate = (at) => ({
  ...blank,
  state: 'errored',
  endedAt: at,
  failure: 'rejected-content',
});
export const failed: Fate = (at) => ({ ...blank, state: 'errored', endedAt: at, failure: 'connection' });
export const queued: Fate = () => ({ ...blank, state: 'queued', endedAt: null });
export const working: Fate = () => ({ ...blank, state: 'received', endedAt: null });
export const filtered: Fate = (at) => ({ ...blank, state: 'filtered', endedAt: at });
/** Sent, and the answer of a receiver that does answer could not be read. */
export const unanswered: Fate = (at) => ({ ...blank, state: 'sent', endedAt: at });
/** Sent by a connector of which nobody knows whether it gets answers, as to the national network. */
export const posted: Fate = (at) => ({ ...blank, expectsAck: null, state: 'sent', endedAt: at });
/** To a folder, which never answers. */
export const dropped: Fate = (at) => ({ ...blank, expectsAck: false, state: 'sent', endedAt: at });

export const toChannel =
  (nextChannelId: ChannelId): Fate =>
  (at) => ({ ...blank, expectsAck: false, state: 'sent', nextChannelId, endedAt: at });
