/** Statements on a partition that list and count failures. All walk an index in windows of time, newest first. */

const columns = `
  f.failure_key, f.failure_id, c.connection_id, c.channel_id, c.name as channel_name, f.native_id, f.connector_name,
  f.connector_ids, f.missing_connector_ids, f.kind, f.one_line, f.target, f.failed_at, f.received_at, f.send_attempts,
  f.is_urgent, f.message_control_id, f.message_type, f.sender, f.receiver, f.message_at, f.size_bytes, f.replay_state,
  f.resolved_at, f.handled_at, f.own_state, f.own_owner, f.own_until_at, f.own_at, g.group_id`;

const joined = `
  cross join channel c on c.channel_key = f.channel_key left join failure_group g on g.group_key = f.group_key`;

const narrowed = `
  (@channelKeys is null or f.channel_key in (select value from json_each(@channelKeys)))
  and (@kind is null or f.kind = @kind)
  and (@groupId is null or f.group_key = (select g.group_key from failure_group g where g.group_id = @groupId))`;

/** Conditions as text, because a partial index is only taken for a literal condition. */
const walks = {
  open: { index: 'failure_open_newest', where: 'f.resolved_at is null' },
  resolved: { index: 'failure_resolved_newest', where: 'f.resolved_at is not null' },
  all: { index: 'failure_newest', where: 'true' },
} as const;
type Walk = keyof typeof walks;

const windowFloor = (walk: Walk) => `
  select f.failed_at from failure f indexed by ${walks[walk].index}
  where ${walks[walk].where} and f.failed_at <= @at order by f.failed_at desc limit 1 offset @rows`;

const listWindow = (walk: Walk, and = '') => `
  select ${columns}
  from failure f indexed by ${walks[walk].index} ${joined}
  where ${walks[walk].where} and f.failed_at between @floor and @at and (f.failed_at < @at or f.failure_id < @id) and ${narrowed} ${and}
  order by f.failed_at desc, f.failure_id desc limit @limit`;

const countWindow = (walk: Walk, and = '') => `
  select count(*) as total, coalesce(sum(f.is_urgent), 0) as urgent, min(f.failed_at) as oldest_at
  from failure f indexed by ${walks[walk].index} cross join channel c on c.channel_key = f.channel_key
  where ${walks[walk].where} and f.failed_at between @floor and @at and ${narrowed} ${and}`;

const facetWindow = (walk: Walk, and = '') => `
  select f.channel_key, f.kind, count(*) as count
  from failure f indexed by ${walks[walk].index} cross join channel c on c.channel_key = f.channel_key
  where ${walks[walk].where} and f.failed_at between @floor and @at and ${narrowed} ${and}
  group by f.channel_key, f.kind`;

/** Per state: the time at which a window of @rows ends; the rows, counts and facets of one window. */
export const windowFloorByState = {
  open: windowFloor('open'),
  resolved: windowFloor('resolved'),
  all: windowFloor('all'),
};
/** The statements of one window; `and` narrows further (`condition-sql.ts`). */
export type WindowStatements = { list: string; count: string; facet: string };
const statementsOf = (walk: Walk, and = ''): WindowStatements => ({
  list: listWindow(walk, and),
  count: countWindow(walk, and),
  facet: facetWindow(walk, and),
});
export const windowsByState = {
  open: statementsOf('open'),
  resolved: statementsOf('resolved'),
  all: statementsOf('all'),
};

/** With a condition of a search; a statement is made once per shape of question, for its values are parameters. */
export function windowsWith(state: Walk, condition: string | null): WindowStatements {
  return condition === null ? windowsByState[state] : statementsOf(state, `and ${condition}`);
}

/** Of the failures whose keys are in the JSON list `@keys`: where an index leads to the few that can match. */
export function statementsByKeys(state: Walk, condition: string): WindowStatements {
  const from = `
    from failure f cross join channel c on c.channel_key = f.channel_key left join failure_group g on g.group_key = f.group_key
    where f.failure_key in (select value from json_each(@keys)) and ${walks[state].where} and f.failed_at between @floor and @at and ${narrowed} and ${condition}`;
  return {
    list: `select ${columns} ${from} and (f.failed_at < @at or f.failure_id < @id)
      order by f.failed_at desc, f.failure_id desc limit @limit`,
    count: `select count(*) as total, coalesce(sum(f.is_urgent), 0) as urgent, min(f.failed_at) as oldest_at ${from}`,
    facet: `select f.channel_key, f.kind, count(*) as count ${from} group by f.channel_key, f.kind`,
  };
}

const keysInOrder = (walk: Walk) => `
  select f.failure_key, f.failed_at from failure f
  where f.failure_key in (select value from json_each(@keys)) and ${walks[walk].where} and f.failed_at between @floor and @at
  order by f.failed_at desc, f.failure_id desc`;

/** The failures of a JSON list of keys, newest first. */
export const keysInOrderByState = {
  open: keysInOrder('open'),
  resolved: keysInOrder('resolved'),
  all: keysInOrder('all'),
};

const listOfChannel = (walk: 'open' | 'resolved') => `
  select ${columns}
  from failure f indexed by failure_${walk}_by_channel ${joined}
  where ${walks[walk].where} and f.channel_key = @channelKey and f.failed_at between @floor and @at
    and (f.failed_at < @at or f.failure_id < @id) and (@kind is null or f.kind = @kind)
  order by f.failed_at desc, f.failure_id desc limit @limit`;

/** Failures of one channel, answered from the index alone but for the rows returned. */
export const listOfChannelByState = { open: listOfChannel('open'), resolved: listOfChannel('resolved') };

/** Open failures of one group, newest first, answered from the index alone but for the rows returned. */
export const listOpenOfGroup = `
  select ${columns}
  from failure_group g cross join failure f indexed by failure_open_by_group on f.group_key = g.group_key
    cross join channel c on c.channel_key = f.channel_key
  where f.resolved_at is null and g.group_id = @groupId and f.failed_at between @floor and @at
    and (f.failed_at < @at or f.failure_id < @id)
    and (@channelKeys is null or f.channel_key in (select value from json_each(@channelKeys)))
  order by f.failed_at desc, f.failure_id desc limit @limit`;

const countByChannel = (walk: 'open' | 'resolved') => `
  select f.channel_key, f.kind, count(*) as count, sum(f.is_urgent) as urgent, min(f.failed_at) as oldest_at
  from failure f indexed by failure_${walk}_by_channel
  where ${walks[walk].where} and f.channel_key = @channelKey and f.failed_at between @floor and @at
  group by f.kind`;

/** Failures of one channel by kind, from the index alone. */
export const countByChannelByState = { open: countByChannel('open'), resolved: countByChannel('resolved') };

/** Counts of all times, as they are kept. */
export const keptCounts = `select channel_key, kind, total, open, urgent_total, urgent_open from channel_count`;

const oldest = (walk: Walk) => `
  select f.failed_at from failure f indexed by ${walks[walk].index}
  where ${walks[walk].where} and (@channelKeys is null or f.channel_key in (select value from json_each(@channelKeys)))
    and (@kind is null or f.kind = @kind)
  order by f.failed_at limit 1`;

export const oldestByState = { open: oldest('open'), resolved: oldest('resolved'), all: oldest('all') };

export const oldestOpenNativeIds = `
  select f.native_id, f.failed_at from failure f indexed by failure_open_by_channel
  where f.resolved_at is null and f.channel_key = @channelKey order by f.failed_at limit @limit`;

export const listChannels = `
  select channel_key, connection_id, channel_id, name from channel
  where connection_id in (select value from json_each(@connectionIds)) and (@channelId is null or channel_id = @channelId)`;

export const countChannels = `select count(*) as count from channel`;

export const getFailure = `
  select ${columns} from failure f ${joined} where f.failure_id = @failureId`;

export const getFailures = `
  select ${columns} from json_each(@failureIds) cross join failure f on f.failure_id = json_each.value ${joined}`;

export const failuresOfControlId = `
  select ${columns} from failure f indexed by failure_by_control_id ${joined}
  where f.message_control_id = @messageControlId and c.connection_id = @connectionId and c.channel_id = @channelId limit @limit`;

export const listFailureKeys = `
  select f.failure_id, k.purpose, k.hash from json_each(@failureIds) cross join failure f on f.failure_id = json_each.value
    cross join failure_key k on k.failure_key = f.failure_key`;

export type ChannelRow = { channel_key: number; connection_id: string; channel_id: string; name: string };
export type ChannelCountRow = { channel_key: number; kind: string; count: number; urgent: number; oldest_at: number };
export type KeptCountRow = {
  channel_key: number;
  kind: string;
  total: number;
  open: number;
  urgent_total: number;
  urgent_open: number;
};
