import type { ConnectorRow, MessageRef } from '../../../src-shared/domain/message.ts';
import { nameOf } from '../../../src-shared/domain/trace/link-messages.ts';
import type { TraceDestination, TraceMessage } from '../../../src-shared/domain/trace/trace.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Clock } from '../../platform/ports.ts';

export type LiveWordsDeps = { findEngine: (connectionId: string) => Engine | null; clock: Clock };

type Told = Pick<TraceMessage, 'destinations'> & { at: number; isFinal: boolean };

/** Nobody on the phone waits longer for what an engine says; then the index alone answers, and says so. */
const patienceMs = 4000;
const mostAsked = 24;
const atOnce = 4;
const freshMs = 5000;
const remembered = 2000;

/**
 * What receivers answered, read from the engines' own records: only there do their acknowledgements stand. What a message's end was is asked once; what is in work
 * is asked again after some seconds.
 */
export function createLiveWords({ findEngine, clock }: LiveWordsDeps) {
  const known = new Map<string, Told>();

  /** The same messages, with what their receivers said. Those not asked keep the word of the index. */
  async function ask<M extends Omit<TraceMessage, 'failure'>>(
    messages: readonly M[],
    isWanted: (message: M) => boolean,
    signal: AbortSignal,
  ): Promise<M[]> {
    const wanted = messages.filter((message) => isWanted(message) && isStale(message.ref)).slice(-mostAsked);
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    for (let at = 0; at < wanted.length && !bounded.aborted; at += atOnce)
      await Promise.all(wanted.slice(at, at + atOnce).map(({ ref }) => askOne(ref, bounded)));
    signal.throwIfAborted();
    return messages.map((message) => {
      const told = known.get(nameOf(message.ref));
      return told === undefined ? message : { ...message, destinations: told.destinations };
    });
  }

  function isStale(ref: MessageRef): boolean {
    const told = known.get(nameOf(ref));
    return told === undefined || (!told.isFinal && clock.now() - told.at > freshMs);
  }

  /** An engine that does not answer leaves the word of the index. */
  async function askOne(ref: MessageRef, signal: AbortSignal): Promise<void> {
    const facet = findEngine(ref.connectionId)?.messages;
    if (facet === undefined) return;
    try {
      const detail = await facet.read(ref, signal);
      if (detail === null) return;
      const rows = detail.connectors.filter(({ role }) => role === 'destination');
      const isFinal = rows.every(({ state }) => state === 'sent' || state === 'filtered');
      known.delete(nameOf(ref));
      known.set(nameOf(ref), { destinations: rows.map(destinationOf), at: clock.now(), isFinal });
      if (known.size > remembered) known.delete(known.keys().next().value ?? '');
    } catch {
      known.delete(nameOf(ref));
    }
  }

  return { ask };
}

export type LiveWords = ReturnType<typeof createLiveWords>;

function destinationOf(row: ConnectorRow): TraceDestination {
  const { connectorId, name, state, sentAt, respondedAt, sendAttempts: attempts, nextChannelId, expectsAck } = row;
  const code = row.acknowledgementCode;
  const word = code === null ? 'engine' : 'receiver';
  return { connectorId, name, state, endedAt: respondedAt ?? sentAt, attempts, word, code, nextChannelId, expectsAck };
}
