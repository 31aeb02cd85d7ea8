import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import type { EngineFailure, FailuresFacet } from '../engine.ts';
import type { MirthClient } from './mirth-client.ts';
import { readErrorText } from './mirth-errors.ts';
import { fault } from './mirth-faults.ts';
import {
  errorTextOf,
  type MirthMessage,
  type MirthRow,
  missingDestinations,
  sourceOf,
  stageOf,
  targetOf,
} from './mirth-message-mapping.ts';
import type { MirthReader } from './mirth-messages.ts';
import { type SearchAnswer, searchMessages, toMessageId } from './mirth-search.ts';

type Deps = { client: MirthClient; reader: MirthReader; connectionId: string };
/** Ids from `from` to `to`, both included; `to` null = up to the newest. */
type Window = { from: bigint; to: bigint | null };

/** Failures of one answer, and so the most single messages asked for behind it. */
const maxPage = 100;
/** Messages of one search without content. */
const outlinePage = 500;
const maxPages = 60;
const maxBodyBytes = 2 * 1024 * 1024;

/** Errored messages. Source: mirth-api §6, §7; statuses are those of connector rows, so a message counts once however many of its rows failed. */
export function createMirthFailures(deps: Deps): FailuresFacet {
  return {
    async list({ channelId, afterNativeId, limit }, signal) {
      const from = afterNativeId === null ? 1n : toMessageId(afterNativeId) + 1n;
      const query = { channelId, from, limit: Math.min(limit, maxPage) };
      // The usual case is a few new ones: one search with content tells all. What was never read may be thousands.
      const page =
        (afterNativeId === null ? null : await wholePage(deps.client, query, signal)) ??
        (await oldestPage(deps.client, query, signal));
      return { items: await describeFailures(deps, channelId, page, signal), complete: page.isComplete };
    },
    stillFailed: (query, signal) => findStillFailed(deps.client, query, signal),
  };
}

/** `outline` the same messages without content, where they were asked for first. */
type Page = { answer: SearchAnswer; outline: MirthMessage[]; isComplete: boolean };
type PageQuery = { channelId: string; from: bigint; limit: number };

/** Everything at or above `from`, null when it is more than one answer holds. */
async function wholePage(client: MirthClient, query: PageQuery, signal: AbortSignal): Promise<Page | null> {
  const window = { from: query.from, to: null };
  const answer = await searchErrors(client, { ...query, window, includeContent: true }, signal);
  return answer.isFull ? null : { answer, outline: [], isComplete: true };
}

/**
 * The oldest page at or above `from`. The engine answers newest first, so a full answer is asked again for the older half of the ids,
 * without content, until it is not full; then its oldest messages are asked for with content.
 */
async function oldestPage(client: MirthClient, query: PageQuery, signal: AbortSignal): Promise<Page> {
  const search = (window: Window, limit: number, includeContent: boolean) =>
    searchErrors(client, { channelId: query.channelId, window, limit, includeContent }, signal);
  let low = query.from;
  let high: bigint | null = null;
  let wanted = query.limit;
  for (let asked = 0; asked < maxPages; asked += 1) {
    if (high !== null && low > high) high = null; // what was there has been resolved meanwhile
    const to: bigint | null = high === null ? null : low + (high - low) / 2n;
    const outline = await search({ from: low, to }, outlinePage, false);
    const ids = idsOf(outline).map(toMessageId).toSorted(byAge);
    const [newest] = ids.slice(-1);
    if (newest === undefined) {
      if (to === null) return { answer: outline, outline: [], isComplete: true };
      low = to + 1n;
    } else if (outline.isFull && low !== to) {
      high = to ?? newest;
    } else {
      const chosen = ids.slice(0, wanted);
      const answer = await search({ from: low, to: chosen.at(-1) ?? newest }, chosen.length, true);
      const isShortened = answer.isFull && idsOf(answer).length < chosen.length;
      // A shortened answer holds the newest of them; the oldest must come first.
      if (isShortened) wanted = idsOf(answer).length;
      else return { answer, outline: outline.messages, isComplete: to === null && chosen.length === ids.length };
    }
  }
  throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
}

async function findStillFailed(
  client: MirthClient,
  query: { channelId: string; nativeIds: string[] },
  signal: AbortSignal,
): Promise<Set<string>> {
  const asked = query.nativeIds.map(toMessageId).toSorted(byAge);
  const failed = new Set<string>();
  const [from] = asked;
  let to = asked.at(-1);
  for (let page = 0; from !== undefined && to !== undefined; page += 1) {
    if (page >= maxPages) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', client.place);
    const window = { from, to };
    const options = { channelId: query.channelId, window, limit: outlinePage, includeContent: false };
    const answer = await searchErrors(client, options, signal);
    const ids = idsOf(answer);
    for (const id of ids) failed.add(id);
    const oldest = answer.isFull ? toMessageId(ids.at(-1) ?? '0') : from;
    to = asked.findLast((id) => id < oldest);
  }
  return new Set(query.nativeIds.filter((id) => failed.has(id)));
}

function searchErrors(
  client: MirthClient,
  query: { channelId: string; window: Window; limit: number; includeContent: boolean },
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const { from, to } = query.window;
  const filter = { statuses: ['ERROR'] as const, minMessageId: from, ...(to === null ? {} : { maxMessageId: to }) };
  return searchMessages(client, { ...query, filter }, signal);
}

/** Oldest first, with what the errored rows alone do not tell: the source's raw, and destinations without a row. */
async function describeFailures(
  deps: Deps,
  channelId: string,
  page: Page,
  signal: AbortSignal,
): Promise<EngineFailure[]> {
  const messages = page.answer.messages.toReversed();
  const sources = await findSources(deps, channelId, messages, signal);
  const failures: EngineFailure[] = [];
  for (const message of messages) {
    const isChainCut = message.rows.some((row) => row.role === 'destination' && isTransformError(row));
    // Only a transformer error ends a chain; only the whole message shows which destinations are without a row.
    const whole = isChainCut ? await readRows(deps, message, null, signal) : null;
    const names = whole === null ? new Map<string, string>() : await deps.reader.connectorNames(channelId, signal);
    const source = sourceOf(whole ?? message) ?? sources.get(message.nativeId) ?? null;
    const missing = whole === null ? [] : missingDestinations(whole, names).map((row) => row.connectorId);
    failures.push({ ...describeFailure(deps.connectionId, message, missing), ...bodyOf(source) });
  }
  const large = page.outline.find(({ nativeId }) => nativeId === page.answer.tooLarge?.nativeId);
  if (large !== undefined)
    failures.push({ ...describeFailure(deps.connectionId, large, []), body: null, bodyIsTooLarge: true });
  return failures;
}

/** Source rows of many messages: with one search where their ids lie close together, else one by one. */
async function findSources(deps: Deps, channelId: string, messages: MirthMessage[], signal: AbortSignal) {
  const wanted = messages.filter((message) => sourceOf(message) === null);
  const ids = wanted.map((message) => toMessageId(message.nativeId));
  const [lowest, highest] = [ids[0], ids.at(-1)];
  const sources = new Map<string, MirthRow>();
  if (lowest === undefined || highest === undefined) return sources;
  const span = Number(highest - lowest) + 1;
  if (wanted.length > 1 && span <= wanted.length * 3) {
    const filter = { minMessageId: lowest, maxMessageId: highest, connectorIds: ['0'] };
    const answer = await searchMessages(deps.client, { channelId, filter, limit: span, includeContent: true }, signal);
    keepSources(sources, answer.messages);
  }
  for (const message of wanted) {
    if (sources.has(message.nativeId)) continue;
    const found = await readRows(deps, message, '0', signal);
    keepSources(sources, found === null ? [] : [found]);
  }
  return sources;
}

function keepSources(sources: Map<string, MirthRow>, messages: MirthMessage[]): void {
  for (const message of messages) {
    const source = sourceOf(message);
    if (source !== null) sources.set(message.nativeId, source);
  }
}

/** Null when it is gone, or too large to be read for a list: one such message must not hide all others. */
async function readRows(
  { reader, connectionId }: Deps,
  message: MirthMessage,
  connectorId: string | null,
  signal: AbortSignal,
): Promise<MirthMessage | null> {
  const ref = { connectionId, channelId: message.channelId, nativeId: message.nativeId };
  try {
    return await reader.message(ref, connectorId, signal);
  } catch (error) {
    if (error instanceof AppError && error.messageKey === 'engine.tooLarge') return null;
    throw error;
  }
}

function isTransformError(row: MirthRow): boolean {
  return /^(Transformer|Filter) error/m.test(errorTextOf(row) ?? '');
}

function describeFailure(
  connectionId: string,
  message: MirthMessage,
  missingConnectorIds: string[],
): Omit<EngineFailure, 'body' | 'bodyIsTooLarge'> {
  const errored = message.rows.filter((row) => row.state === 'errored');
  const first = errored[0] ?? message.rows[0];
  const errorText = (first === undefined ? null : errorTextOf(first)) ?? '';
  const reading = readErrorText(errorText, first === undefined ? null : targetOf(first));
  return {
    connectionId,
    channelId: message.channelId,
    nativeId: message.nativeId,
    channelName: message.channelName,
    connectorName: first?.name ?? '',
    connectorIds: errored.map((row) => row.connectorId),
    missingConnectorIds,
    kind: reading.kind,
    target: reading.target,
    failedAt: first?.respondedAt ?? first?.sentAt ?? first?.receivedAt ?? message.receivedAt,
    receivedAt: message.receivedAt,
    sendAttempts: first?.sendAttempts ?? 0,
    errorText,
    errorLine: reading.line,
  };
}

function bodyOf(source: MirthRow | null): { body: Body | null; bodyIsTooLarge: boolean } {
  const raw = source === null ? null : stageOf(source, 'raw');
  if (raw === null || raw.isEncrypted) return { body: null, bodyIsTooLarge: false };
  const bytes = encodeUtf8(raw.text);
  if (bytes.length > maxBodyBytes) return { body: null, bodyIsTooLarge: true };
  return { body: { bytes, encoding: 'UTF-8', fidelity: 'engine-text' }, bodyIsTooLarge: false };
}

function idsOf(answer: SearchAnswer): string[] {
  const ids = answer.messages.map(({ nativeId }) => nativeId);
  return answer.tooLarge === null ? ids : [...ids, answer.tooLarge.nativeId];
}

function byAge(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
