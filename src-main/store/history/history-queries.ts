export const ensureChannel = `
  insert or ignore into channel (connection_id, channel_id) values (@connectionId, @channelId)`;

export const noteActivity = `
  update channel set
    last_received_at = case when @received > 0 then max(coalesce(last_received_at, 0), @at) else last_received_at end,
    last_sent_at = case when @sent > 0 then max(coalesce(last_sent_at, 0), @at) else last_sent_at end
  where connection_id = @connectionId and channel_id = @channelId
  returning channel_key`;

export const addToMinute = `
  insert into sample_minute (minute_at, channel_key, received, sent, errored, filtered, queued)
  values (@minuteAt, @channelKey, @received, @sent, @errored, @filtered, @queued)
  on conflict (minute_at, channel_key) do update set received = received + excluded.received, sent = sent + excluded.sent,
    errored = errored + excluded.errored, filtered = filtered + excluded.filtered, queued = excluded.queued`;

export const listMinutes = `
  select c.connection_id as connectionId, c.channel_id as channelId, m.minute_at as minuteAt, m.received, m.sent, m.errored,
    m.queued
  from sample_minute m cross join channel c on c.channel_key = m.channel_key
  where m.minute_at >= @from and m.minute_at < @upTo
    and c.connection_id in (select value from json_each(@connectionIds)) and (@channelId is null or c.channel_id = @channelId)
  order by m.minute_at`;

export const listActivity = `
  select connection_id as connectionId, channel_id as channelId, last_received_at as lastReceivedAt, last_sent_at as lastSentAt
  from channel where connection_id in (select value from json_each(@connectionIds))`;

export const upsertRun = `
  insert into run (run_id, from_at, to_at) values (@runId, @at, @at)
  on conflict (run_id) do update set to_at = max(to_at, excluded.to_at)`;

export const findPreviousRun = `
  select from_at as "from", to_at as "to" from run indexed by run_by_end
  where run_id <> @runId order by to_at desc limit 1`;
