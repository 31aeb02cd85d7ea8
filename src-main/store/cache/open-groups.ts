import type { FailureCause } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import type { ReadableDatabase } from '../sqlite/database.ts';
import { type ChannelSet, channelSet } from './channel-sets.ts';
import { causeOf } from './group-columns.ts';
import { dataVersion, type GroupTextRow, groupTexts, listOpenGroups, type OpenGroupRow } from './group-queries.ts';
import type { ChannelRow } from './list-queries.ts';

/**
 * What a group is, whatever partition its failures are in. `causeText`, `scopeText`: the cause and its scope as
 * JSON, which crosses threads, and is compared, for a fraction of the price.
 */
export type KnownGroup = { groupId: string; cause: FailureCause; causeText: string; scopeText: string };

/** Open failures of one group in one partition, where its key is `groupKey`. ms UTC; `newestChannelKey`: where its newest is. */
export type OpenGroup = {
  group: KnownGroup;
  channels: ChannelSet;
  open: number;
  urgent: number;
  firstAt: number;
  lastAt: number;
  newestChannelKey: number;
  groupKey: number;
};

/** One line of `numbers` for each of `groups`, in the order of `OpenGroup`: tens of thousands of objects for each partition would be 100 MB. */
type Columns = { groups: KnownGroup[]; channels: ChannelSet[]; numbers: Float64Array };
const width = 6;

/** `groups` by their key. `columns` of all channels, as long as `version` is that of the file; null = never asked. */
type Kept = { groups: KnownGroup[]; version: number; columns: Columns | null };

/**
 * What this thread has read of each partition. A partition that nobody wrote to since is not asked again: in a flood that is all but the newest,
 * and reading twenty thousand causes of each of them took most of the time of a list.
 */
const keptOf = new WeakMap<ReadableDatabase, Kept>();
const knownGroups = new Map<string, KnownGroup>();
const mostKnown = 50_000;

type Asked = { channels: readonly ChannelRow[]; isEveryChannel: boolean };

/** Every group with an open failure in `channels`, which are all of the partition when `isEveryChannel`. */
export function* openGroups(database: ReadableDatabase, asked: Asked): Generator<OpenGroup> {
  const { groups, channels, numbers } = columnsOf(database, asked);
  for (const [index, group] of groups.entries()) {
    const at = index * width;
    yield {
      group,
      channels: channels[index] ?? channelSet([]),
      open: numbers[at] ?? 0,
      urgent: numbers[at + 1] ?? 0,
      firstAt: numbers[at + 2] ?? 0,
      lastAt: numbers[at + 3] ?? 0,
      newestChannelKey: numbers[at + 4] ?? 0,
      groupKey: numbers[at + 5] ?? 0,
    };
  }
}

function columnsOf(database: ReadableDatabase, asked: Asked): Columns {
  const kept = keptOf.get(database) ?? { groups: [], version: 0, columns: null };
  keptOf.set(database, kept);
  // Asked before the rows: what is written between the two is read once too often, never too seldom.
  const version = database.get<{ data_version: number }>(dataVersion)?.data_version ?? 0;
  if (asked.isEveryChannel && kept.columns !== null && kept.version === version) return kept.columns;
  const columns = readColumns(database, kept.groups, asked);
  if (asked.isEveryChannel) Object.assign(kept, { version, columns });
  return columns;
}

function readColumns(database: ReadableDatabase, known: KnownGroup[], { channels, isEveryChannel }: Asked): Columns {
  const channelKeys = isEveryChannel ? null : JSON.stringify(channels.map((row) => row.channel_key));
  const rows = database.all<OpenGroupRow>(listOpenGroups, { channelKeys });
  learnGroups(database, known);
  const nameByKey = new Map(channels.map((row) => [row.channel_key, `${row.connection_id}/${row.channel_id}`]));
  const namesOf = new Map<string, ChannelSet>();
  const columns: Columns = { groups: [], channels: [], numbers: new Float64Array(rows.length * width) };
  for (const row of rows) {
    const group = known[row.group_key];
    if (group === undefined) continue;
    const numbers = [row.open, row.urgent, row.first_at, row.last_at, row.newest_channel_key, row.group_key];
    columns.numbers.set(numbers, columns.groups.length * width);
    columns.groups.push(group);
    const names = namesOf.get(row.channel_keys) ?? channelsOf(row.channel_keys, nameByKey);
    namesOf.set(row.channel_keys, names);
    columns.channels.push(names);
  }
  return columns;
}

/** Groups are only ever added, with rising keys, and never change. */
function learnGroups(database: ReadableDatabase, known: KnownGroup[]): void {
  const afterKey = known.length - 1;
  for (const row of database.each<GroupTextRow>(groupTexts, { afterKey })) known[row.group_key] = knownGroup(row);
}

function knownGroup({ group_id: groupId, cause: causeText }: GroupTextRow): KnownGroup {
  const known = knownGroups.get(groupId);
  if (known !== undefined) return known;
  if (knownGroups.size >= mostKnown) knownGroups.clear();
  const cause = causeOf(groupId, causeText);
  const group = { groupId, cause, causeText, scopeText: JSON.stringify(cause.scope) };
  knownGroups.set(groupId, group);
  return group;
}

function channelsOf(keys: string, nameByKey: ReadonlyMap<number, string>): ChannelSet {
  return channelSet((JSON.parse(keys) as number[]).map((key) => nameByKey.get(key) ?? String(key)));
}
