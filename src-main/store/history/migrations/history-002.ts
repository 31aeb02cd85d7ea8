import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Figures in steps of a minute, a quarter and an hour, each kept longer than the finer one; takes the place of `sample_minute`, whose rows move in.
 * `queued` is the last level of the step, `queued_most` the highest seen; `watched_minutes` how many of its minutes somebody watched.
 * By channel first: a chart of months reads one stretch of the table.
 */
export const history002: Migration = {
  version: 2,
  sql: `
    create table rollup (
      step_ms integer not null,
      channel_key integer not null references channel,
      at integer not null,
      received integer not null,
      sent integer not null,
      errored integer not null,
      filtered integer not null,
      queued integer not null,
      queued_most integer not null,
      watched_minutes integer not null,
      primary key (step_ms, channel_key, at)
    ) strict, without rowid;
    insert into rollup
    select 60000, channel_key, minute_at, received, sent, errored, filtered, queued, queued, 1 from sample_minute;
    insert into rollup
    select step_ms, channel_key, at, received, sent, errored, filtered,
      (select queued from sample_minute last where last.channel_key = whole.channel_key and last.minute_at = whole.last_at),
      queued_most, watched_minutes
    from (
      select step.value as step_ms, channel_key, minute_at / step.value * step.value as at, sum(received) as received,
        sum(sent) as sent, sum(errored) as errored, sum(filtered) as filtered, max(queued) as queued_most,
        count(*) as watched_minutes, max(minute_at) as last_at
      from sample_minute cross join json_each('[900000,3600000]') step
      group by step.value, channel_key, minute_at / step.value
    ) whole;
    drop table sample_minute;
  `,
};
