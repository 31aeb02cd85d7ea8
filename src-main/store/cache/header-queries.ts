/** Statements on a partition that write, find and list headers. */

export const findRoute = `
  select route_key from header_route where message_type = @type and sender = @sender and receiver = @receiver`;
export const insertRoute = `
  insert into header_route (message_type, sender, receiver) values (@type, @sender, @receiver)`;

export const findHeader = `
  select h.header_key, h.keys from channel c join header h on h.channel_key = c.channel_key
  where c.connection_id = @connectionId and c.channel_id = @channelId and h.native_id = @id`;

/** From the ends of an index. Null where a channel has no header. */
export const headerRanges = `
  select c.connection_id, c.channel_id,
    (select min(h.native_id) from header h where h.channel_key = c.channel_key) as lowest,
    (select max(h.native_id) from header h where h.channel_key = c.channel_key) as highest
  from channel c`;

export const findTraceText = `select text_key from trace_text where text = @text`;
export const insertTraceText = `insert into trace_text (text) values (@text)`;

export const insertHeader = `
  insert into header (
    channel_key, native_id, route_key, status, received_at, message_control_id, keys, patient_count, order_count, role, version, version_at,
    is_urgent, is_read, report, refers_to, receipt, recipients_key, requesters_key, destinations_key, ended_at, parent_channel_key, parent_id, is_copy
  )
  values (
    @channelKey, @id, @routeKey, @status, @receivedAt, @controlId, @keys, @patientCount, @orderCount, @role, @version, @versionAt,
    @isUrgent, @isRead, @report, @refersTo, @receipt, @recipientsKey, @requestersKey, @destinationsKey, @endedAt, @parentChannelKey, @parentId, @isCopy
  )`;

export const updateHeader = `
  update header set
    route_key = @routeKey, status = @status, received_at = @receivedAt, message_control_id = @controlId, keys = @keys,
    patient_count = @patientCount, order_count = @orderCount, role = @role, version = @version, version_at = @versionAt,
    is_urgent = @isUrgent, is_read = @isRead, report = @report, refers_to = @refersTo, receipt = @receipt, recipients_key = @recipientsKey,
    requesters_key = @requestersKey, destinations_key = @destinationsKey, ended_at = @endedAt, parent_channel_key = @parentChannelKey,
    parent_id = @parentId, is_copy = @isCopy
  where header_key = @headerKey`;

export const insertHeaderKey = `insert or ignore into header_key (hash, header_key) values (@hash, @headerKey)`;
export const deleteHeaderKey = `delete from header_key where hash = @hash and header_key = @headerKey`;
export const deleteHeader = `delete from header where header_key = @headerKey`;

export const setHeaderStatus = `
  update header set status = @status, destinations_key = @destinationsKey, ended_at = @endedAt
  where native_id = @id and (status <> @status or destinations_key is not @destinationsKey)
    and channel_key = (select channel_key from channel where connection_id = @connectionId and channel_id = @channelId)`;

/** An answer or a receipt, whose arrival ends what somebody waits for. */
export const findAnswer = `
  select h.keys, h.patient_count, h.order_count, h.role, h.version, h.refers_to, h.received_at
  from channel c join header h on h.channel_key = c.channel_key
  where c.connection_id = @connectionId and c.channel_id = @channelId and h.native_id = @id and h.role in ('result', 'receipt')`;

export type AnswerRow = {
  keys: Uint8Array | null;
  patient_count: number;
  order_count: number;
  role: string;
  version: string | null;
  refers_to: string | null;
  received_at: number;
};

export const listUnsettled = `
  select h.native_id from channel c cross join header h indexed by header_unsettled on h.channel_key = c.channel_key
  where c.connection_id = @connectionId and c.channel_id = @channelId and h.native_id > @afterId
    and h.status in ('processing', 'waiting', 'failed')
  order by h.native_id limit @limit`;

export const listHeadersBefore = `
  select h.header_key, h.keys, h.native_id from channel c cross join header h indexed by header_by_channel on h.channel_key = c.channel_key
  where c.connection_id = @connectionId and c.channel_id = @channelId and h.received_at < @before limit @limit`;

const columns = `
  h.header_key, h.received_at, c.connection_id, c.channel_id, c.name as channel_name, h.native_id, h.status, h.message_control_id,
  r.message_type, r.sender, r.receiver`;
const joined = `
  cross join channel c on c.channel_key = h.channel_key cross join header_route r on r.route_key = h.route_key`;

/** Of one channel where `channel`, else of all; a statement is made once per shape of question, for its values are parameters. */
export type HeaderWalk = 'newest' | 'channel';
const walks = {
  newest: { index: 'header_newest', where: 'true' },
  channel: { index: 'header_by_channel', where: 'h.channel_key = @channelKey' },
} as const;

/** When a window of `@rows` ends. */
const floorOf = (walk: HeaderWalk) => `
  select h.received_at from header h indexed by ${walks[walk].index}
  where ${walks[walk].where} and h.received_at <= @at order by h.received_at desc limit 1 offset @rows`;
export const headerFloor = { newest: floorOf('newest'), channel: floorOf('channel') };

const inWindow = `h.received_at between @floor and @at and (h.received_at < @at or h.header_key < @key)`;

/** One window, newest first; `@channelKeys` null = every channel. */
export function headersOfWindow(walk: HeaderWalk, condition: string): string {
  return `
    select ${columns} from header h indexed by ${walks[walk].index} ${joined}
    where ${walks[walk].where} and ${inWindow}
      and (@channelKeys is null or h.channel_key in (select value from json_each(@channelKeys))) and ${condition}
    order by h.received_at desc, h.header_key desc limit @limit`;
}

/** All at once where an index leads to the few that can match: `driver` gives their keys. */
export function headersDriven(driver: string, condition: string): string {
  return `
    select ${columns} from header h ${joined}
    where h.header_key in (${driver}) and ${inWindow}
      and (@channelKeys is null or h.channel_key in (select value from json_each(@channelKeys))) and ${condition}
    order by h.received_at desc, h.header_key desc limit @limit`;
}

export const headersOfAll = headersOfWindow('newest', 'true');
export const headersOfChannel = headersOfWindow('channel', 'true');

export const headersByControlId = `
  select ${columns} from header h indexed by header_by_control_id ${joined}
  where h.message_control_id = @id and h.received_at >= @from
    and c.connection_id in (select value from json_each(@connectionIds)) limit @limit`;
export const headersByKey = `
  select ${columns} from header_key k cross join header h on h.header_key = k.header_key ${joined}
  where k.hash = @hash and h.received_at >= @from
    and c.connection_id in (select value from json_each(@connectionIds)) limit @limit`;

const newestOf = `
  and h.received_at >= @from and c.connection_id = @connectionId order by h.received_at desc, h.header_key desc limit @limit`;
export const newestByControlId = `
  select ${columns} from header h indexed by header_by_control_id ${joined} where h.message_control_id = @id ${newestOf}`;
export const newestByKey = `
  select ${columns} from header_key k cross join header h on h.header_key = k.header_key ${joined} where k.hash = @hash ${newestOf}`;

export const matchRoutes = `
  select route_key as key from header_route
  where message_type like @like escape '\\' or sender like @like escape '\\' or receiver like @like escape '\\' limit 1000`;

export const listHeaderKeysOfChannels = `
  select header_key as key, keys from header
  where header_key > @afterKey and channel_key in (select value from json_each(@channelKeys)) order by header_key limit 500`;

export type StoredKeys = { header_key: number; keys: Uint8Array | null };
export type HeaderRow = {
  header_key: number;
  received_at: number;
  connection_id: string;
  channel_id: string;
  channel_name: string;
  native_id: number;
  status: string;
  message_control_id: string | null;
  message_type: string;
  sender: string;
  receiver: string;
};
