/** Statements on a partition for failure groups. */

export const findGroup = `select group_key from failure_group where group_id = @groupId`;

export const insertGroup = `
  insert into failure_group (group_id, cause, sample) values (@groupId, @cause, @sample)`;

export const listUngrouped = `
  select f.failure_key, c.connection_id, c.channel_id, f.connector_ids, f.kind, f.one_line, f.target
  from failure f indexed by failure_ungrouped cross join channel c on c.channel_key = f.channel_key
  where f.group_key is null order by f.failure_key limit @limit`;

/** With those in no group: their turn comes here as well. */
export const listGrouped = `
  select f.failure_key, c.connection_id, c.channel_id, f.connector_ids, f.kind, f.one_line, f.target, f.group_key
  from failure f cross join channel c on c.channel_key = f.channel_key
  where f.failure_key > @afterKey order by f.failure_key limit @limit`;

export const setGroup = `update failure set group_key = @groupKey where failure_key = @failureKey`;

/**
 * One row per group with anything open, for the channels asked for; from the counts alone. The channel of the newest is taken along in the lower
 * 20 bits of its time, as a bare column beside both \`min\` and \`max\` would be of either.
 */
export const listOpenGroups = `
  select n.group_key, sum(n.open) as open, sum(n.urgent) as urgent, min(n.first_at) as first_at, max(n.last_at) as last_at,
    json_group_array(distinct n.channel_key) as channel_keys,
    max((n.last_at << 20) | n.channel_key) & 1048575 as newest_channel_key
  from group_count n indexed by group_count_open
  where n.open > 0 and (@channelKeys is null or n.channel_key in (select value from json_each(@channelKeys)))
  group by n.group_key`;

/** What the groups are that came after one. */
export const groupTexts = `
  select group_key, group_id, cause from failure_group where group_key > @afterKey order by group_key`;

export const groupSamples = `
  select group_key, sample from failure_group where group_key in (select value from json_each(@groupKeys))`;

/** Another number after another connection has written to the file. */
export const dataVersion = `pragma data_version`;

/** Where and of what the failures of one group are, with those already resolved. */
export const countGroup = `
  select n.channel_key, c.name as channel_name, c.connection_id, c.channel_id, n.message_type, n.sender, n.total, n.open,
    n.urgent, n.first_at, n.last_at
  from failure_group g cross join group_count n on n.group_key = g.group_key join channel c on c.channel_key = n.channel_key
  where g.group_id = @groupId`;

export const findGroupCause = `select cause, sample from failure_group where group_id = @groupId`;

/** Where the newest open failure of a group is, in the connections asked for. */
export const newestOfGroup = `
  select c.name as channel_name, f.connector_name
  from failure_group g cross join failure f indexed by failure_open_by_group on f.group_key = g.group_key
    cross join channel c on c.channel_key = f.channel_key
  where f.resolved_at is null and g.group_id = @groupId
    and c.connection_id in (select value from json_each(@connectionIds))
    and (@channelId is null or c.channel_id = @channelId)
  order by f.failed_at desc limit 1`;

const trendWith = (and: string) => `
  select cast((f.failed_at - @from) / @step as integer) as slot, count(*) as count
  from failure_group g cross join failure f indexed by failure_open_by_group on f.group_key = g.group_key
  where f.resolved_at is null and g.group_id = @groupId and f.failed_at between @from and @to ${and} group by slot`;

/** Open failures of a group per stretch of time, from the index alone. */
export const groupTrend = trendWith('');

/** The same where the group also has failures in channels that are not shown. */
export const groupTrendOfChannels = trendWith('and f.channel_key in (select value from json_each(@channelKeys))');

/** Patients behind the open failures of a group: hashed numbers, at most \`limit\` failures looked at, newest first. */
export const groupPatients = `
  select distinct k.hash from failure_key k where k.purpose = 'patient' and k.failure_key in (
    select f.failure_key from failure_group g
      cross join failure f indexed by failure_open_by_group on f.group_key = g.group_key
    where f.resolved_at is null and g.group_id = @groupId
      and (@channelKeys is null or f.channel_key in (select value from json_each(@channelKeys)))
    order by f.failed_at desc limit @limit
  )`;

export type UngroupedRow = {
  failure_key: number;
  connection_id: string;
  channel_id: string;
  connector_ids: string;
  kind: string;
  one_line: string;
  target: string | null;
};

export type GroupedRow = UngroupedRow & { group_key: number | null };

export type GroupPlaceRow = { channel_name: string; connector_name: string };

export type OpenGroupRow = {
  group_key: number;
  open: number;
  urgent: number;
  first_at: number;
  last_at: number;
  channel_keys: string;
  newest_channel_key: number;
};

export type GroupTextRow = { group_key: number; group_id: string; cause: string };

export type GroupCountRow = {
  channel_key: number;
  channel_name: string;
  connection_id: string;
  channel_id: string;
  message_type: string;
  sender: string;
  total: number;
  open: number;
  urgent: number;
  first_at: number;
  last_at: number;
};
