/** Statements on `index.db`. */

export const listPartitions = `
  select number, file_name, wrapped_key, created_at, newest_at, body_count from partition order by number desc`;

/** Never one that was used before: a reader may still have a dropped file of that name open. */
export const nextNumber = `select coalesce(max(seq), 0) + 1 as number from sqlite_sequence where name = 'partition'`;

export const insertPartition = `
  insert into partition (number, file_name, wrapped_key, created_at, newest_at, body_count)
  values (@number, @fileName, @wrappedKey, @createdAt, 0, 0)`;

export const growPartition = `
  update partition set body_count = body_count + @bodies, newest_at = max(newest_at, @newestAt) where number = @number`;

export const deletePartition = `delete from partition where number = @number`;

export const listSyncCursors = `
  select connection_id, channel_id, after_native_id, errored_counter, synced_at
  from sync_cursor where connection_id = @connectionId`;

export const upsertSyncCursor = `
  insert into sync_cursor (connection_id, channel_id, after_native_id, errored_counter, synced_at)
  values (@connectionId, @channelId, @afterNativeId, @erroredCounter, @syncedAt)
  on conflict (connection_id, channel_id) do update set
    after_native_id = excluded.after_native_id, errored_counter = excluded.errored_counter, synced_at = excluded.synced_at`;

export const deleteSyncCursors = `delete from sync_cursor where connection_id = @connectionId`;

export const readGrouping = `select grouped_by, grouping_by, grouped_upto from partition where number = @number`;

export const setGrouping = `
  update partition set grouped_by = @groupedBy, grouping_by = @groupingBy, grouped_upto = @upto where number = @number`;

export type GroupingRow = { grouped_by: string; grouping_by: string; grouped_upto: number };

export type PartitionRow = {
  number: number;
  file_name: string;
  wrapped_key: Uint8Array;
  created_at: number;
  newest_at: number;
  body_count: number;
};

export type SyncCursorRow = {
  connection_id: string;
  channel_id: string;
  after_native_id: string | null;
  errored_counter: number;
  synced_at: number;
};

export const listCoverage = `
  select connection_id, channel_id, spans, newest_id, asked_at, unread_count
  from header_coverage where connection_id = @connectionId`;

export const upsertCoverage = `
  insert into header_coverage (connection_id, channel_id, spans, newest_id, asked_at, unread_count, watched_from, watched_to)
  values (@connectionId, @channelId, @spans, @newestId, @askedAt, @unreadCount, @watchedFrom, @watchedTo)
  on conflict (connection_id, channel_id) do update set
    spans = excluded.spans, newest_id = excluded.newest_id, asked_at = excluded.asked_at, unread_count = excluded.unread_count,
    watched_from = excluded.watched_from, watched_to = excluded.watched_to`;

export const deleteCoverage = `delete from header_coverage where connection_id = @connectionId`;

export type CoverageRow = {
  connection_id: string;
  channel_id: string;
  spans: string;
  newest_id: number | null;
  asked_at: number;
  unread_count: number;
};
