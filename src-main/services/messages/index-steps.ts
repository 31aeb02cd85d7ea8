import type { KeySource } from '../../../src-shared/domain/indexed-message.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { EngineHeader, HeadersFacet } from '../../engines/engine.ts';
import type { Clock } from '../../platform/ports.ts';
import type { HeaderRecord, HeaderStore } from '../../store/header-store.ts';
import type { HistoryStore, MeasuredOutcome } from '../../store/history-store.ts';
import { spansAbove, spansSince, withSpan } from './channel-spans.ts';
import type { IndexedChannel } from './indexed-channel.ts';

/** What a step cost, and whether the index says something else now. */
export type Step = { auditRows: number; changed: boolean };

/** Where the times of messages go; what is read for the index is all they are made of. */
export type Measured = Pick<HistoryStore, 'measure' | 'settleMeasured' | 'forgetMeasured'>;

/** Where the content goes that was read for the index, once; it answers when there is room for more. Null = nobody asked for it. */
export type TakeBodies = (page: {
  connectionId: string;
  channelId: string;
  looked: [from: number, to: number][];
  messages: { id: number; receivedAt: number; body: Body }[];
}) => Promise<void>;

type StepDeps = {
  takeBodies: TakeBodies | null;
  headers: HeaderStore;
  measured: Measured;
  facet: HeadersFacet;
  connectionId: string;
  channel: IndexedChannel;
  keySource: KeySource;
  windowFrom: number;
  clock: Clock;
  signal: AbortSignal;
  /** False when the cache was begun anew meanwhile: what was read then must not count as indexed. */
  isCurrent(): boolean;
};

const pageLimit = 200;
const forgetLimit = 2000;

/** Asks for the highest id; when it moved, its messages are the next window. */
export async function readNewest(deps: StepDeps): Promise<Step> {
  const { facet, channel, headers, measured, connectionId, clock, signal, isCurrent } = deps;
  channel.askedMs = clock.monotonicMs();
  const newestId = await facet.newestId(channel.channelId, signal);
  channel.wantsNewest = false;
  const { coverage } = channel;
  // A lower one than we have seen: the engine's messages were begun anew, and its ids with them.
  const isOther = newestId < (coverage.spans[0]?.toId ?? 0);
  channel.coverage = { ...coverage, newestId, askedAt: clock.now(), ...(isOther ? { spans: [], unreadCount: 0 } : {}) };
  if (isCurrent()) await headers.putCoverage(channel.coverage);
  if (isOther) await measured.forgetMeasured({ connectionId, channelId: channel.channelId });
  return { auditRows: 0, changed: newestId !== coverage.newestId };
}

/** One page of a window, its newest messages; the rest of the window is a window of its own then. */
export async function readWindow(deps: StepDeps, window: { fromId: number; toId: number }): Promise<Step> {
  const { facet, channel, headers, keySource, connectionId, clock, signal } = deps;
  if (keySource === 'off') return { auditRows: 0, changed: false };
  const { channelId } = channel;
  const takeBodies = keySource === 'content' ? deps.takeBodies : null;
  const asked = { channelId, keySource, ...window, limit: pageLimit, wantsBodies: takeBodies !== null };
  const { items, reachedId } = await facet.list(asked, signal);
  if (!deps.isCurrent()) return { auditRows: 0, changed: false };
  await headers.put(items.map((item) => recordOf(item, { connectionId, channel })));
  const { spans, unreadCount } = channel.coverage;
  const toAt = items[0]?.receivedAt ?? spans.at(-1)?.fromAt ?? clock.now();
  const read = { fromId: reachedId, toId: window.toId, fromAt: items.at(-1)?.receivedAt ?? toAt, toAt };
  channel.coverage = {
    ...channel.coverage,
    spans: withSpan(spans, read),
    unreadCount: unreadCount + items.filter(({ isUnread }) => isUnread).length,
  };
  await headers.putCoverage(channel.coverage);
  await measure(deps, { fromId: reachedId, toId: window.toId, items });
  await takeBodies?.({
    ...{ connectionId, channelId, looked: [[reachedId, window.toId]] },
    messages: items.flatMap(({ id, receivedAt, body }) => (body === undefined ? [] : [{ id, receivedAt, body }])),
  });
  return { auditRows: keySource === 'content' ? 2 : 1, changed: true };
}

/** Looks again at messages that were not at their end, some at a time, round and round. */
export async function recheck(deps: StepDeps): Promise<Step> {
  const { facet, channel, headers, measured, connectionId, clock, signal } = deps;
  const { channelId, recheckAfter: afterId } = channel;
  channel.recheckedMs = clock.monotonicMs();
  const ids = await headers.unsettled({ connectionId, channelId, afterId, limit: pageLimit });
  channel.recheckAfter = ids.length < pageLimit ? 0 : (ids.at(-1) ?? 0);
  channel.wantsRecheck = ids.length === pageLimit;
  if (ids.length === 0) return { auditRows: 0, changed: false };
  const found = await facet.outcomes({ channelId, ids }, signal);
  const statuses = [...found].map(([id, told]) => ({ id, ...told }));
  const outcomes = [...found].map(([id, told]): MeasuredOutcome => ({ id, ...outcomeOf(told) }));
  await measured.settleMeasured({ connectionId, channelId, outcomes });
  const count = await headers.setStatuses({ connectionId, channelId, statuses });
  return { auditRows: 1, changed: count > 0 };
}

/** Deletes what is older than the window; everything where the channel is off. */
export async function forgetOld(deps: StepDeps): Promise<Step> {
  const { channel, headers, connectionId, windowFrom, keySource, clock } = deps;
  const { channelId } = channel;
  const before = keySource === 'off' ? Number.MAX_SAFE_INTEGER : windowFrom;
  const { count, highestId } = await headers.forget({ connectionId, channelId, before, limit: forgetLimit });
  if (count < forgetLimit) channel.forgottenMs = clock.monotonicMs();
  const { spans } = channel.coverage;
  const above = highestId === null ? spans : spansAbove(spans, highestId, windowFrom);
  const left = keySource === 'off' ? [] : spansSince(above, windowFrom);
  if (highestId !== null || left.length !== spans.length) {
    channel.coverage = { ...channel.coverage, spans: left };
    await headers.putCoverage(channel.coverage);
  }
  return { auditRows: 0, changed: count > 0 };
}

/** The times of a page's messages; history counts each of them once, however often its page is read. */
async function measure(
  { measured, connectionId, channel, windowFrom }: StepDeps,
  { fromId, toId, items }: { fromId: number; toId: number; items: EngineHeader[] },
): Promise<void> {
  const { channelId, coverage } = channel;
  const { newestId, askedAt, spans } = coverage;
  const span = spans.find((each) => fromId >= each.fromId && toId <= each.toId);
  const isNewest = span !== undefined && newestId !== null && span.toId >= newestId;
  const whole =
    span === undefined
      ? null
      : { from: span.fromId <= 1 ? windowFrom : span.fromAt, to: isNewest ? Math.max(askedAt, span.toAt) : span.toAt };
  const messages = items.map(({ id, receivedAt, messageAt, counts, status, endedAt }) => ({
    id,
    receivedAt,
    messageAt,
    ...counts,
    ...outcomeOf({ status, endedAt }),
  }));
  await measured.measure({ connectionId, channelId, fromId, toId, messages, whole });
}

function outcomeOf({ status, endedAt }: Pick<EngineHeader, 'status' | 'endedAt'>): Omit<MeasuredOutcome, 'id'> {
  const isInWork = status === 'processing' || status === 'waiting';
  return { outcome: isInWork ? 'in-work' : status === 'delivered' ? 'delivered' : 'ended', endedAt };
}

function recordOf(
  item: EngineHeader,
  { connectionId, channel }: { connectionId: string; channel: IndexedChannel },
): HeaderRecord {
  const { id, patientKeys, orderKeys, channelName, receivedAt, status, header } = item;
  const { facts, destinations, endedAt, parent } = item;
  const { channelId } = channel;
  const name = channelName === '' ? channel.channelName : channelName;
  return {
    message: { receivedAt, status, header, connectionId, channelId, nativeId: String(id), channelName: name },
    patientKeys,
    orderKeys,
    trace: { facts, destinations, endedAt, parent },
  };
}
