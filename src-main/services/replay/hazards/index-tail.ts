import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { IndexedMessage, KeySource } from '../../../../src-shared/domain/indexed-message.ts';
import type { HeadersFacet } from '../../../engines/engine.ts';
import type { Clock } from '../../../platform/ports.ts';

/** What a channel has got above what is indexed, read from the engine just now. `at` ms UTC: everything up to then is in it. */
type Tail = {
  messages: { message: IndexedMessage; patientKeys: string[]; orderKeys: string[] }[];
  unread: number;
  at: number;
};
type TailQuestion = {
  connectionId: string;
  channelId: string;
  keySource: Exclude<KeySource, 'off'>;
  aboveId: number;
  clock: Clock;
};

/** A run asks before each message; the engine is asked at most so often. */
const keptMs = 1000;
const pageLimit = 200;

const tails = new WeakMap<HeadersFacet, Map<string, { readMs: number; aboveId: number; tail: Tail }>>();

/** @returns null when more has come than one answer holds, or the engine does not answer @throws AppError CANCELLED */
export async function readTail(facet: HeadersFacet, question: TailQuestion, signal: AbortSignal): Promise<Tail | null> {
  const { channelId, aboveId, clock } = question;
  const ofEngine = tails.get(facet) ?? new Map();
  tails.set(facet, ofEngine);
  const known = ofEngine.get(channelId);
  const readMs = clock.monotonicMs();
  // One that began lower holds what is above this too.
  if (known !== undefined && known.aboveId <= aboveId && readMs - known.readMs < keptMs) return known.tail;
  try {
    const tail = await read(facet, question, signal);
    if (tail !== null) ofEngine.set(channelId, { readMs, aboveId, tail });
    return tail;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return null;
    throw error;
  }
}

async function read(facet: HeadersFacet, question: TailQuestion, signal: AbortSignal): Promise<Tail | null> {
  const { connectionId, channelId, keySource, aboveId, clock } = question;
  const at = clock.now();
  const newestId = await facet.newestId(channelId, signal);
  if (newestId <= aboveId) return { messages: [], unread: 0, at };
  const fromId = aboveId + 1;
  const asked = { channelId, keySource, fromId, toId: newestId, limit: pageLimit };
  const { items, reachedId } = await facet.list(asked, signal);
  if (reachedId > fromId) return null;
  return {
    at,
    unread: items.filter(({ isUnread }) => isUnread).length,
    messages: items.map(({ id, patientKeys, orderKeys, channelName, receivedAt, status, header }) => ({
      message: { connectionId, channelId, nativeId: String(id), channelName, receivedAt, status, header },
      patientKeys,
      orderKeys,
    })),
  };
}
