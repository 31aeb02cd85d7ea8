export const findMeasured = `
  select channel_key as channelKey, measured from channel where connection_id = @connectionId and channel_id = @channelId`;

export const setMeasured = `update channel set measured = @measured where channel_key = @channelKey`;

export const findLatency = `
  select most_ms as mostMs, ahead, ahead_ms as aheadMs, histogram from latency
  where step_ms = @stepMs and channel_key = @channelKey and kind = @kind and at = @at`;

export const putLatency = `
  insert or replace into latency (step_ms, channel_key, kind, at, most_ms, ahead, ahead_ms, histogram)
  values (@stepMs, @channelKey, @kind, @at, @mostMs, @ahead, @aheadMs, @histogram)`;

export const listLatencies = `
  select l.at, l.most_ms as mostMs, l.ahead, l.ahead_ms as aheadMs, l.histogram
  from channel c cross join latency l on l.step_ms = @stepMs and l.channel_key = c.channel_key and l.kind = @kind
    and l.at >= @from and l.at < @upTo
  where c.connection_id = @connectionId and c.channel_id = @channelId
  order by l.at`;

export const trimLatency = `
  delete from latency where step_ms = @stepMs and channel_key = @channelKey and kind = @kind and at < @before`;

export const putUnanswered = `
  insert or replace into unanswered (channel_key, native_id, received_at, message_at)
  values (@channelKey, @nativeId, @receivedAt, @messageAt)`;

export const takeUnanswered = `
  delete from unanswered where channel_key = @channelKey and native_id = @nativeId
  returning received_at as receivedAt, message_at as messageAt`;

export const dropUnanswered = `delete from unanswered where channel_key = @channelKey`;

export const oldestUnanswered = `
  select c.channel_id as channelId, (select min(received_at) from unanswered u where u.channel_key = c.channel_key) as oldestAt
  from channel c where c.connection_id = @connectionId`;

export const listOpenGaps = `
  select from_at as "from", to_at as "to" from gap where channel_key = @channelKey and is_filled = 0`;

export const markFilled = `
  update gap set is_filled = 1 where channel_key = @channelKey and from_at >= @from and to_at <= @to`;

export const addFilled = `
  insert into rollup (step_ms, channel_key, at, received, sent, errored, filtered, queued, queued_most, watched_ms)
  values (@stepMs, @channelKey, @at, 1, @sent, @errored, @filtered, 0, 0, 0)
  on conflict do update set received = received + 1, sent = sent + excluded.sent, errored = errored + excluded.errored,
    filtered = filtered + excluded.filtered`;
