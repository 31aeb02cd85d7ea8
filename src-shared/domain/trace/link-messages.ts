import type { MessageRef } from '../message.ts';
import type { TraceLink, TraceMessage } from './trace.ts';

const dayMs = 24 * 3_600_000;
/** A receiver answers within days, a channel hands on within one; the same id later is another message of a sender that counts anew. */
const sameIdMs = dayMs;
const receiptMs = 14 * dayMs;
const weakMs = 7 * dayMs;
const skewMs = 5 * 60_000;

type Pair = { early: TraceMessage; late: TraceMessage; from: number; to: number };

/** Every pair of messages that belongs together, each once, by the surest reason there is. `messages` oldest first. */
export function linkMessages(messages: readonly TraceMessage[]): TraceLink[] {
  const found = new Map<string, TraceLink>();
  const add = (link: TraceLink) => {
    const name = `${link.from} ${link.to}`;
    if (!found.has(name)) found.set(name, link);
  };
  const byRef = new Map(messages.map((message, index) => [nameOf(message.ref), index]));
  messages.forEach(({ parent, isCopy }, to) => {
    const from = parent === null ? undefined : byRef.get(nameOf(parent));
    if (from !== undefined && from !== to) add({ from, to, why: isCopy ? 'copy' : 'lineage', certainty: 'certain' });
  });
  for (const pair of pairsOf(messages, ({ messageControlId, refersTo }) => [messageControlId, refersTo]))
    for (const link of [receiptLink(pair), sameIdLink(pair)]) if (link !== null) add(link);
  for (const pair of pairsOf(messages, ({ orders }) => orders)) {
    const link = orderLink(pair);
    if (link !== null) add(link);
  }
  const isLinked = new Set([...found.values()].flatMap(({ from, to }) => [from, to]));
  for (const pair of pairsOf(messages, ({ patients }) => patients)) {
    const isLoose = !(isLinked.has(pair.from) && isLinked.has(pair.to));
    if (isLoose && isOrderAndAnswer(pair) && apart(pair) <= weakMs)
      add({ from: pair.from, to: pair.to, why: 'patient-and-time', certainty: 'weak' });
  }
  return [...found.values()];
}

/**
 * Pairs of messages next to each other among those that share a key: where a thousand share one, a thousand links say it and half a million do not
 * say more.
 */
function pairsOf(messages: readonly TraceMessage[], keysOf: (message: TraceMessage) => readonly (string | null)[]) {
  const byKey = new Map<string, number[]>();
  messages.forEach((message, index) => {
    for (const key of new Set(keysOf(message))) if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), index]);
  });
  return [...byKey.values()].flatMap((indexes) =>
    indexes.flatMap((to, at) =>
      indexes.slice(Math.max(0, at - nearest), at).flatMap((from): Pair[] => {
        const [early, late] = [messages[from], messages[to]];
        return early === undefined || late === undefined ? [] : [{ early, late, from, to }];
      }),
    ),
  );
}
const nearest = 12;

/** Clocks of two engines differ: a receipt may seem to be there a little before what it answers. */
function receiptLink({ early, late, from, to }: Pair): TraceLink | null {
  if (
    early.role === 'receipt' &&
    early.refersTo !== null &&
    early.refersTo === late.messageControlId &&
    late.role !== 'receipt'
  )
    return late.receivedAt - early.receivedAt > skewMs
      ? null
      : { from: to, to: from, why: 'receipt', certainty: 'certain' };
  if (late.role !== 'receipt' || late.refersTo === null || late.refersTo !== early.messageControlId) return null;
  return late.receivedAt - early.receivedAt > receiptMs ? null : { from, to, why: 'receipt', certainty: 'certain' };
}

/** The same message in another channel; two of one sender in one channel are one sent twice. */
function sameIdLink({ early, late, from, to }: Pair): TraceLink | null {
  const isSame =
    early.messageControlId !== null &&
    early.messageControlId === late.messageControlId &&
    early.role === late.role &&
    agree(early.patients, late.patients) &&
    late.receivedAt - early.receivedAt <= sameIdMs;
  return isSame
    ? { from, to, why: 'control-id', certainty: early.sender === late.sender ? 'certain' : 'likely' }
    : null;
}

/** Two laboratories may use the same number; an order of another patient is another order. */
function orderLink({ early, late, from, to }: Pair): TraceLink | null {
  if (!early.orders.some((key) => late.orders.includes(key)) || !agree(early.patients, late.patients)) return null;
  const isSure = early.patients.length > 0 && late.patients.length > 0;
  return { from, to, why: 'order', certainty: isSure ? 'certain' : 'likely' };
}

/** Nothing speaks against it that both are about the same person: one number in common, or none told. */
export function agree(one: readonly string[], other: readonly string[]): boolean {
  return one.length === 0 || other.length === 0 || one.some((key) => other.includes(key));
}

function isOrderAndAnswer({ early, late }: Pair): boolean {
  return (early.role === 'order' && late.role === 'result') || (early.role === 'referral' && late.role === 'letter');
}

function apart({ early, late }: Pair): number {
  return late.receivedAt - early.receivedAt;
}

export function nameOf({ connectionId, channelId, nativeId }: MessageRef): string {
  return `${connectionId}/${channelId}/${nativeId}`;
}
