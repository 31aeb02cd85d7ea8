import type { MessageRef } from '../../src-shared/domain/message.ts';
import type { TraceMessage } from '../../src-shared/domain/trace/trace.ts';

/** A message as the index knows it: its destinations by the engine's word alone, and nothing of what people did about its failure. */
export type IndexedTraceMessage = Omit<TraceMessage, 'failure'>;

/**
 * Where a trace begins. *number*: of an order or a patient. *birth*: a day of birth `YYYYMMDD`. *message*: one that is known.
 * `from` included, `to` excluded: when the messages came, ms UTC.
 */
export type TraceSeed =
  | { kind: 'order' | 'patient' | 'control-id' | 'birth'; value: string; from: number; to: number }
  | { kind: 'message'; ref: MessageRef; from: number; to: number };

/** `messages` oldest first, at most `limit`; `isCut`: there were more. */
export type FoundTrace = { messages: IndexedTraceMessage[]; isCut: boolean };

export type TraceStore = {
  /**
   * The messages that the seed names, and, unless `isSeedOnly`, all that hang together with them by order, receipt, control id or lineage. An order number that
   * stands with another patient does not lead there.
   */
  find(query: { connectionIds: string[]; seed: TraceSeed; limit: number; isSeedOnly: boolean }): Promise<FoundTrace>;
};
