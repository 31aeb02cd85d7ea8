export const ensureChannel = `
  insert or ignore into channel (connection_id, channel_id) values (@connectionId, @channelId)`;

/** Newest first by the order of the samples, not by their time: a clock set back must not leave a channel active in the future. */
export const noteActivity = `
  update channel set
    last_received_at = case when @received > 0 then @at else last_received_at end,
    last_sent_at = case when @sent > 0 then @at else last_sent_at end
  where connection_id = @connectionId and channel_id = @channelId
  returning channel_key as channelKey`;

export const noteCounted = `
  update channel set counted_at = @countedAt, counted_received = @countedReceived, counted_sent = @countedSent,
    counted_errored = @countedErrored, counted_filtered = @countedFiltered
  where channel_key = @channelKey`;

export const addToStep = `
  insert into rollup
    (step_ms, channel_key, at, received, sent, errored, filtered, queued, queued_most, watched_ms, oldest_ms)
  values (@stepMs, @channelKey, @startAt, @received, @sent, @errored, @filtered, @queued, @queuedMost, @watchedMs, @oldestMs)
  on conflict do update set received = received + excluded.received, sent = sent + excluded.sent,
    errored = errored + excluded.errored, filtered = filtered + excluded.filtered, queued = excluded.queued,
    queued_most = max(queued_most, excluded.queued_most), watched_ms = watched_ms + excluded.watched_ms,
    oldest_ms = max(coalesce(oldest_ms, excluded.oldest_ms), coalesce(excluded.oldest_ms, oldest_ms))`;

export const putGap = `
  insert or replace into gap (channel_key, from_at, to_at, cause, received, sent, errored, filtered)
  values (@channelKey, @from, @to, @cause, @received, @sent, @errored, @filtered)`;

export const dropGapsAhead = `delete from gap where channel_key = @channelKey and to_at > @now`;

export const listGaps = `
  select g.from_at as "from", g.to_at as "to", g.cause, g.received, g.sent, g.errored, g.filtered, g.is_filled as isFilled
  from channel c cross join gap g on g.channel_key = c.channel_key and g.from_at < @upTo
  where c.connection_id = @connectionId and c.channel_id = @channelId and g.to_at > @from
  order by g.from_at`;

export const listMinutes = `
  select c.connection_id as connectionId, c.channel_id as channelId, m.at as minuteAt, m.received, m.sent, m.errored, m.queued
  from channel c cross join rollup m on m.step_ms = 60000 and m.channel_key = c.channel_key
    and m.at >= @from and m.at < @upTo
  where c.connection_id in (select value from json_each(@connectionIds)) and (@channelId is null or c.channel_id = @channelId)
  order by m.at`;

/** The cast: a number is bound as a real, and would divide as one. */
export const listPoints = `
  select m.at / cast(@pointMs as integer) * cast(@pointMs as integer) as at, sum(m.received) as received, sum(m.sent) as sent, sum(m.errored) as errored,
    sum(m.filtered) as filtered, max(m.queued_most) as queued, sum(m.watched_ms) as watchedMs, max(m.oldest_ms) as oldestMs
  from channel c cross join rollup m on m.step_ms = @stepMs and m.channel_key = c.channel_key
    and m.at >= @from and m.at < @upTo
  where c.connection_id = @connectionId and c.channel_id = @channelId
  group by m.at / cast(@pointMs as integer)
  order by 1`;

/** A poll may come some seconds late: nine tenths are a whole quarter. */
export const listQuarters = `
  select m.at, m.received from channel c cross join rollup m on m.step_ms = 900000 and m.channel_key = c.channel_key
    and m.at >= @from and m.at < @upTo
  where c.connection_id = @connectionId and c.channel_id = @channelId and m.watched_ms >= 810000
  order by m.at`;

export const listChannelKeys = `select channel_key as channelKey from channel`;

export const trimStep = `
  delete from rollup where step_ms = @stepMs and channel_key = @channelKey and at in (
    select at from rollup where step_ms = @stepMs and channel_key = @channelKey and at < @before order by at limit @most)`;

/** Hours ahead of the clock tell nothing: it was wrong then, or is now. */
export const listWatchedHours = `
  select at, watched_ms as watchedMs from watched_hour where at <= @now order by at desc`;

export const addWatchedHour = `
  insert into watched_hour (at, watched_ms) values (@hourAt, @watchedMs)
  on conflict do update set watched_ms = watched_ms + excluded.watched_ms`;

export const trimWatchedHours = `delete from watched_hour where at < @before`;

export const trimGaps = `delete from gap where channel_key = @channelKey and from_at < @before`;

export const listActivity = `
  select connection_id as connectionId, channel_id as channelId, last_received_at as lastReceivedAt, last_sent_at as lastSentAt,
    counted_at as countedAt, counted_received as received, counted_sent as sent, counted_errored as errored,
    counted_filtered as filtered
  from channel where connection_id in (select value from json_each(@connectionIds))`;

export const upsertRun = `
  insert into run (run_id, from_at, to_at) values (@runId, @at, @at)
  on conflict (run_id) do update set to_at = excluded.to_at`;

export const findPreviousRun = `
  select from_at as "from", to_at as "to" from run indexed by run_by_end
  where run_id <> @runId and to_at <= @now order by to_at desc limit 1`;
