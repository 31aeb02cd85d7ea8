export const ensureChannel = `
  insert or ignore into channel (connection_id, channel_id) values (@connectionId, @channelId)`;

export const noteActivity = `
  update channel set
    last_received_at = case when @received > 0 then max(coalesce(last_received_at, 0), @at) else last_received_at end,
    last_sent_at = case when @sent > 0 then max(coalesce(last_sent_at, 0), @at) else last_sent_at end
  where connection_id = @connectionId and channel_id = @channelId
  returning channel_key`;

export const findMinute = `
  select 1 as found from rollup where step_ms = 60000 and channel_key = @channelKey and at = @minuteAt`;

export const addToStep = `
  insert into rollup
    (step_ms, channel_key, at, received, sent, errored, filtered, queued, queued_most, watched_minutes)
  values (@stepMs, @channelKey, @startAt, @received, @sent, @errored, @filtered, @queued, @queued, @watchedMinutes)
  on conflict do update set received = received + excluded.received, sent = sent + excluded.sent,
    errored = errored + excluded.errored, filtered = filtered + excluded.filtered, queued = excluded.queued,
    queued_most = max(queued_most, excluded.queued_most), watched_minutes = watched_minutes + excluded.watched_minutes`;

export const listMinutes = `
  select c.connection_id as connectionId, c.channel_id as channelId, m.at as minuteAt, m.received, m.sent, m.errored, m.queued
  from channel c cross join rollup m on m.step_ms = 60000 and m.channel_key = c.channel_key
    and m.at >= @from and m.at < @upTo
  where c.connection_id in (select value from json_each(@connectionIds)) and (@channelId is null or c.channel_id = @channelId)
  order by m.at`;

/** The cast: a number is bound as a real, and would divide as one. */
export const listPoints = `
  select m.at / cast(@pointMs as integer) * cast(@pointMs as integer) as at, sum(m.received) as received, sum(m.sent) as sent, sum(m.errored) as errored,
    sum(m.filtered) as filtered, max(m.queued_most) as queued, sum(m.watched_minutes) as watchedMinutes
  from channel c cross join rollup m on m.step_ms = @stepMs and m.channel_key = c.channel_key
    and m.at >= @from and m.at < @upTo
  where c.connection_id = @connectionId and c.channel_id = @channelId
  group by m.at / cast(@pointMs as integer)
  order by 1`;

export const listChannelKeys = `select channel_key as channelKey from channel`;

export const trimStep = `
  delete from rollup where step_ms = @stepMs and channel_key = @channelKey and at in (
    select at from rollup where step_ms = @stepMs and channel_key = @channelKey and at < @before order by at limit @most)`;

export const listActivity = `
  select connection_id as connectionId, channel_id as channelId, last_received_at as lastReceivedAt, last_sent_at as lastSentAt
  from channel where connection_id in (select value from json_each(@connectionIds))`;

export const upsertRun = `
  insert into run (run_id, from_at, to_at) values (@runId, @at, @at)
  on conflict (run_id) do update set to_at = max(to_at, excluded.to_at)`;

export const findPreviousRun = `
  select from_at as "from", to_at as "to" from run indexed by run_by_end
  where run_id <> @runId order by to_at desc limit 1`;
