import type { Migration } from '../../sqlite/migrate.ts';

/**
 * How long messages took, per step and kind (0 = received until the last destination answered, 1 = from the message's own time on), as histograms.
 * `ahead`: how many said that they were written after they had come, so that their sender's clock must be ahead; `ahead_ms` by how much at least.
 * `unanswered`: messages that were still in work when last read. `measured`: the stretches of native ids that have been measured, as JSON.
 */
export const history004: Migration = {
  version: 4,
  sql: `
    create table latency (
      step_ms integer not null,
      channel_key integer not null references channel,
      kind integer not null,
      at integer not null,
      most_ms integer not null,
      ahead integer not null,
      ahead_ms integer not null,
      histogram blob not null,
      primary key (step_ms, channel_key, kind, at)
    ) strict, without rowid;
    create table unanswered (
      channel_key integer not null references channel,
      native_id integer not null,
      received_at integer not null,
      message_at integer,
      primary key (channel_key, native_id)
    ) strict, without rowid;
    alter table channel add column measured text not null default '[]';
  `,
};
