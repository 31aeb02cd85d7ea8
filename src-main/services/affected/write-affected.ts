import type { AffectedMessage, AffectedSet } from '../../../src-shared/domain/affected-set.ts';
import { maskId } from '../../../src-shared/domain/mask-id.ts';
import { csvCell } from '../../platform/csv-cell.ts';

type Cell = string | number | boolean | null;

/** One message as it leaves the console: no content and no key, times in ISO 8601 UTC, null where it is not known. */
function cellsOf({ channelName, nativeId, status, receivedAt, header, isUncertain }: AffectedMessage) {
  const { messageControlId, messageType, sender, receiver } = header;
  return {
    receivedAt: isoOf(receivedAt),
    channel: channelName,
    messageControlId: messageControlId === null ? null : maskId(messageControlId),
    messageType,
    sender,
    receiver,
    status,
    isUncertain,
    engineId: nativeId,
  } satisfies Record<string, Cell>;
}

/** What whoever gets the list must know of it: what was asked for, and what it does not cover. The search's own text may name a patient and stays here. */
function factsOf(set: AffectedSet, rows: number) {
  const { setId, frozenAt, frozenBy, filter, counts, coverage, hash, channelName } = set;
  const names = (channels: { channelName: string }[]) => channels.map((each) => each.channelName);
  return {
    set: setId,
    frozenAt: isoOf(frozenAt),
    frozenBy,
    channel: channelName,
    revision: filter.revision,
    periods: coverage.spans.map(({ from, to }) => `${isoOf(from) ?? ''}/${isoOf(to) ?? ''}`),
    isNarrowedBySearch: filter.text !== null,
    messagesInSet: counts.total,
    messagesInFile: rows,
    uncertain: counts.uncertain,
    statusesAt: isoOf(frozenAt),
    isWhole: coverage.isWhole,
    indexedChannels: coverage.indexed,
    indexedSince: isoOf(coverage.since),
    olderNotIndexed: coverage.olderMissing,
    notIndexed: names(coverage.notIndexed),
    stillBeingRead: names(coverage.behind),
    hasMoreThanListed: coverage.hasMore,
    unreadMessages: coverage.unread,
    unwatched: coverage.unwatched === null ? null : `${isoOf(coverage.unwatched.from)}/${isoOf(coverage.unwatched.to)}`,
    inWorkAtDeploy: coverage.deploy,
    sha256: hash,
  } satisfies Record<string, Cell | string[]>;
}

const columns = [
  'receivedAt',
  'channel',
  'messageControlId',
  'messageType',
  'sender',
  'receiver',
  'status',
  'isUncertain',
  'engineId',
] as const;

/** One line a message, and behind an empty line what the list covers. UTF-8 with a byte order mark, which spreadsheets want. */
export function writeAffectedCsv(set: AffectedSet, messages: readonly AffectedMessage[]): Uint8Array<ArrayBuffer> {
  const lines = messages.map((message) => {
    const cells = cellsOf(message);
    return columns.map((column) => cells[column]);
  });
  const facts = Object.entries(factsOf(set, messages.length)).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(' | ') : value,
  ]);
  const text = [[...columns], ...lines, [], ...facts].map((cells) => `${cells.map(csvCell).join(';')}\r\n`).join('');
  return new TextEncoder().encode(`\u{feff}${text}`);
}

export function writeAffectedJson(set: AffectedSet, messages: readonly AffectedMessage[]): Uint8Array<ArrayBuffer> {
  const told = { ...factsOf(set, messages.length), recipients: set.counts.recipients, messages: messages.map(cellsOf) };
  return new TextEncoder().encode(`${JSON.stringify(told, null, 2)}\n`);
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
