import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { IndexedMessage, MessageStatus } from '../../../../src-shared/domain/indexed-message.ts';
import type { ReplayFacts } from '../../../../src-shared/formats/format.ts';
import { readReplayFacts } from '../../../../src-shared/formats/read-replay-facts.ts';
import type { Engine, MessageDetail } from '../../../engines/engine.ts';
import type { HeaderCoverage, HeaderNumber } from '../../../store/header-store.ts';
import type { ReplayDeps } from '../replay-deps.ts';
import { readTail } from './index-tail.ts';

/** A message that came after, of the same patient, of the same order, or about this one. `facts` null = it could not be read. */
export type LaterMessage = {
  nativeId: string;
  type: string;
  at: number;
  status: MessageStatus;
  isSamePatient: boolean;
  isSameOrder: boolean;
  facts: ReplayFacts | null;
};

/**
 * What came after a message, newest first. `window`: everything that came then was looked at (ms UTC); null = it could not be, `whyNot` says why.
 * `isWhole` false = more than could be read. `tells`: by which of its numbers the index finds the message itself, and so others; of *content* also by the
 * numbers a merge retires, and by what a receipt is about. `twins`: messages with the same control id that got through, whenever they came.
 */
export type Later = {
  window: { from: number; to: number } | null;
  whyNot: 'not-indexed' | 'outside-window' | 'behind' | 'unread' | 'no-key' | null;
  messages: LaterMessage[];
  isWhole: boolean;
  tells: { patient: boolean; order: boolean; controlId: boolean; content: boolean };
  twins: string[];
};

/** Of each number at most so many later messages are looked at, and so many of them read. */
const mostFound = 100;
const mostRead = 12;
const maxReadBytes = 1024 * 1024;

const tellsNothing = { patient: false, order: false, controlId: false, content: false };

const goneThrough: ReadonlySet<MessageStatus> = new Set(['delivered', 'waiting', 'processing']);

export type LaterQuestion = { engine: Engine; detail: MessageDetail; facts: ReplayFacts | null };

/** What is known of one message by its header. */
type Seen = Pick<LaterMessage, 'isSamePatient' | 'isSameOrder'> & { message: IndexedMessage };

/**
 * Looks into the index of the connection, and into what its channel has got since, for messages with the same numbers.
 * @throws AppError CANCELLED
 */
export async function findLater(deps: ReplayDeps, question: LaterQuestion, signal: AbortSignal): Promise<Later> {
  const { detail, facts } = question;
  const nothing: Later = {
    window: null,
    whyNot: 'no-key',
    messages: [],
    isWhole: true,
    tells: tellsNothing,
    twins: [],
  };
  if (facts === null) return nothing;
  const sought = soughtOf(question);
  const { connectionId } = detail.ref;
  const numbers = sought.map(({ number }) => number);
  const index = await deps.cache.headers.lookUp({ connectionId, numbers, limit: mostFound });
  const coverage = await coverOf(deps, question, { known: index.coverage, signal });
  const found = sought.map((each, at) => ({ ...each, messages: index.found[at] ?? [] }));
  const seen = seenOf(question, found, coverage.tail);
  const own = facts.header.messageControlId;
  const self = seen.find(({ message }) => isSelf(message, detail));
  const others = seen.filter(({ message }) => !isSelf(message, detail));
  const twins = others
    .filter(({ message }) => message.header.messageControlId === own && message.status === 'delivered')
    .map(({ message }) => message.nativeId);
  const later = others
    .filter(({ message }) => message.header.messageControlId !== own || own === null)
    .filter(({ message }) => message.receivedAt >= detail.receivedAt && goneThrough.has(message.status))
    .toSorted((a, b) => b.message.receivedAt - a.message.receivedAt);
  const read = later.slice(0, mostRead);
  const bodies = await Promise.all(read.map((each) => readFacts(question, each.message, signal)));
  const { window, whyNot } = coverage;
  return {
    window,
    whyNot,
    messages: later.map(({ message, ...same }, index) => ({
      ...same,
      nativeId: message.nativeId,
      type: bodies[index]?.header.messageType ?? (message.header.messageType ?? '').replace('-', '^'),
      at: message.receivedAt,
      status: message.status,
      facts: bodies[index] ?? null,
    })),
    isWhole: later.length <= mostRead && seen.length < mostFound,
    tells: {
      patient: self?.isSamePatient === true,
      order: self?.isSameOrder === true,
      controlId: self !== undefined && self.message.header.messageControlId === own,
      content: coverage.isByContent,
    },
    twins: own === null ? [] : twins,
  };
}

/** Up to when, and from when, the channel of the message is indexed without a gap. */
async function coverOf(
  deps: ReplayDeps,
  { engine, detail }: LaterQuestion,
  { known, signal }: { known: HeaderCoverage[]; signal: AbortSignal },
) {
  const { connectionId, channelId, nativeId } = detail.ref;
  const channel = known.find((each) => each.channelId === channelId);
  const keySource = deps.keySourceOf(connectionId, channelId);
  const [top] = channel?.spans ?? [];
  const isByContent = keySource === 'content';
  const none = { window: null, tail: [], isByContent };
  if (engine.headers === undefined || channel === undefined || keySource === null || keySource === 'off')
    return { ...none, whyNot: 'not-indexed' } as const;
  if (top === undefined) return { ...none, whyNot: 'behind' } as const;
  const place = { connectionId, channelId, keySource };
  const tail = await readTail(engine.headers, { ...place, aboveId: top.toId, clock: deps.clock }, signal);
  if (tail === null) return { ...none, whyNot: 'behind' } as const;
  const rest = { tail: tail.messages, isByContent };
  // Ids grow: what came after this message has a higher one.
  if (Number(nativeId) < top.fromId - 1) return { ...rest, window: null, whyNot: 'outside-window' } as const;
  if (channel.unreadCount + tail.unread > 0) return { ...rest, window: null, whyNot: 'unread' } as const;
  const window = { from: Math.min(top.fromAt, detail.receivedAt), to: tail.at };
  return { ...rest, window, whyNot: null };
}

function isSelf({ channelId, nativeId }: IndexedMessage, { ref }: MessageDetail): boolean {
  return channelId === ref.channelId && nativeId === ref.nativeId;
}

type Tail = NonNullable<Awaited<ReturnType<typeof readTail>>>['messages'];

/** One question to the index, and what a message that answers it has in common with ours. */
type Sought = Pick<LaterMessage, 'isSamePatient' | 'isSameOrder'> & { number: HeaderNumber };

function numbersOf({ facts }: LaterQuestion) {
  const { patientKeys = [], orderKeys = [], header } = facts ?? {};
  const controlId = header?.messageControlId ?? null;
  // A receipt names in its own the message that it is about.
  return { patientKeys, orders: controlId === null ? orderKeys : [...orderKeys, controlId], controlId };
}

function soughtOf(question: LaterQuestion): Sought[] {
  const from = question.detail.receivedAt;
  const { patientKeys, orders, controlId } = numbersOf(question);
  const byKey = (purpose: 'patient' | 'order', value: string): Sought => ({
    number: { purpose, value, from },
    ...{ isSamePatient: purpose === 'patient', isSameOrder: purpose === 'order' },
  });
  const keyed = [
    ...patientKeys.map((value) => byKey('patient', value)),
    ...orders.map((value) => byKey('order', value)),
  ];
  if (controlId === null) return keyed;
  const number = { purpose: 'control-id', value: controlId, from: null } as const;
  return [...keyed, { number, isSamePatient: false, isSameOrder: false }];
}

function seenOf(question: LaterQuestion, found: (Sought & { messages: IndexedMessage[] })[], tail: Tail): Seen[] {
  const { patientKeys, orders, controlId } = numbersOf(question);
  const byId = new Map<string, Seen>();
  const add = (message: IndexedMessage, same: Omit<Seen, 'message'>) => {
    const key = `${message.channelId}/${message.nativeId}`;
    const before = byId.get(key);
    byId.set(key, {
      message,
      isSamePatient: same.isSamePatient || before?.isSamePatient === true,
      isSameOrder: same.isSameOrder || before?.isSameOrder === true,
    });
  };
  for (const { messages, ...same } of found) for (const message of messages) add(message, same);
  for (const { message, ...keys } of tail) {
    const isSamePatient = keys.patientKeys.some((key) => patientKeys.includes(key));
    const isSameOrder = keys.orderKeys.some((key) => orders.includes(key));
    const isTwin = controlId !== null && message.header.messageControlId === controlId;
    if (isSamePatient || isSameOrder || isTwin) add(message, { isSamePatient, isSameOrder });
  }
  return [...byId.values()];
}

/** Read in memory and dropped. */
async function readFacts(
  { engine, detail }: LaterQuestion,
  { connectionId, channelId, nativeId }: IndexedMessage,
  signal: AbortSignal,
): Promise<ReplayFacts | null> {
  const connectorId = detail.connectors.find((row) => row.role === 'source')?.connectorId ?? '0';
  try {
    const ref = { connectionId, channelId, nativeId };
    const body = (await engine.messages?.readBody({ ref, connectorId, stage: 'raw' }, signal)) ?? null;
    return body === null || body.bytes.length > maxReadBytes ? null : readReplayFacts(body);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return null;
    throw error;
  }
}
