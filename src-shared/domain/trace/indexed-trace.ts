import type { MessageRef } from '../message.ts';
import type { TraceDestination } from './trace.ts';
import type { TraceFacts } from './trace-facts.ts';

/** What the index keeps of a destination: its state by the engine's word. */
export type IndexedDestination = Pick<TraceDestination, 'connectorId' | 'name' | 'state'>;

/** The message that another was made from, in the same engine. `isCopy`: by a replay, in the same channel; else a channel handed it on. */
export type IndexedParent = Pick<MessageRef, 'channelId' | 'nativeId'> & { isCopy: boolean };

/**
 * What the index keeps of a message for traces. `facts` null = its content was not read. `endedAt` ms UTC: when the engine was done with it,
 * null = still in work. `parent` null = it came from outside, or nobody says.
 */
export type IndexedTrace = {
  facts: TraceFacts | null;
  destinations: IndexedDestination[];
  endedAt: number | null;
  parent: IndexedParent | null;
};
