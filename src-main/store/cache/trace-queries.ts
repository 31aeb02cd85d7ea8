import type { HeaderRow } from './header-queries.ts';

/** Statements on a partition that find the messages of a trace. Each list of values is a JSON array. */

const columns = `
  h.header_key, h.received_at, c.connection_id, c.channel_id, c.name as channel_name, h.native_id, h.status, h.message_control_id,
  r.message_type, r.sender, r.receiver, h.keys, h.patient_count, h.order_count, h.role, h.version, h.version_at, h.is_urgent, h.is_read,
  h.report, h.refers_to, h.receipt, h.ended_at, h.parent_id, h.is_copy,
  (select text from trace_text where text_key = h.recipients_key) as recipients,
  (select text from trace_text where text_key = h.requesters_key) as requesters,
  (select text from trace_text where text_key = h.destinations_key) as destinations,
  (select text from trace_text where text_key = h.parent_channel_key) as parent_channel_id`;
const joined = `
  cross join channel c on c.channel_key = h.channel_key cross join header_route r on r.route_key = h.route_key`;
const inScope = `
  h.received_at >= @from and h.received_at < @to and c.connection_id in (select value from json_each(@connectionIds)) limit @limit`;

export const tracedByControlId = `
  select ${columns} from json_each(@ids) cross join header h indexed by header_by_control_id on h.message_control_id = json_each.value ${joined}
  where ${inScope}`;
export const tracedByReference = `
  select ${columns} from json_each(@ids) cross join header h indexed by header_by_refers_to on h.refers_to = json_each.value ${joined}
  where ${inScope}`;
export const tracedByHash = `
  select ${columns} from header_key k cross join header h on h.header_key = k.header_key ${joined}
  where k.hash = @hash and ${inScope}`;
export const tracedByParent = `
  select ${columns} from header h indexed by header_by_parent ${joined}
  where h.parent_id = @id and h.parent_channel_key = (select text_key from trace_text where text = @channelId)
    and c.connection_id = @connectionId limit @limit`;
export const tracedByPlace = `
  select ${columns} from channel c cross join header h on h.channel_key = c.channel_key
    cross join header_route r on r.route_key = h.route_key
  where c.connection_id = @connectionId and c.channel_id = @channelId and h.native_id = @id`;

export type TracedRow = HeaderRow & {
  keys: Uint8Array | null;
  patient_count: number;
  order_count: number;
  role: string | null;
  version: string | null;
  version_at: number | null;
  is_urgent: number;
  is_read: number;
  report: Uint8Array | null;
  refers_to: string | null;
  receipt: string | null;
  ended_at: number | null;
  parent_id: number | null;
  is_copy: number;
  recipients: string | null;
  requesters: string | null;
  destinations: string | null;
  parent_channel_id: string | null;
};
