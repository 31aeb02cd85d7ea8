import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What is awaited: the answer to an order, or the receipt of a message. Kept apart from the partitions, for an answer may come long after its order's header is
 * forgotten; nothing of a patient but keyed hashes. `expectation_relation`: where something is ordered of whom, '' = not told.
 *
 * `expectation`: one row per number and patient. `hash` of the number; `main_hash` of the first number of the same order, under which it is listed; `patients`: hashes
 * of 8 bytes one after another. `relation_key` null: no order is known, only what came for the number. Of its own messages: `ordered_at`, `reordered_at`
 * (first and last), `cancelled_at`, `seen_at` (anything came), `preliminary_at`, `final_at`, `last_final_at` (delivered), `answer_place`: JSON of the channel it came in.
 * Made of all rows that agree: `state` (0 = nothing is awaited, 1 = missing, 2 = preliminary only, 3 = came and was not delivered), `awaited_from`,
 * `answered_at`, `answered_in`. Times in ms UTC.
 *
 * `watched_from` of a channel: since when its messages were read without a gap, up to the id `watched_to`; it stays while the window of the index moves on. What
 * was indexed before there was this table is read again.
 */
export const index004: Migration = {
  version: 4,
  sql: `
    create table expectation_relation (
      relation_key integer primary key,
      kind text not null,
      connection_id text not null,
      channel_id text not null,
      sender text not null,
      receiver text not null,
      message_type text not null,
      test_group text not null,
      channel_name text not null,
      unique (kind, connection_id, channel_id, sender, receiver, message_type, test_group)
    ) strict;
    create table expectation (
      expectation_key integer primary key,
      kind text not null,
      hash blob not null,
      main_hash blob not null,
      patients blob,
      relation_key integer,
      person blob,
      native_id integer,
      control_id text,
      is_urgent integer not null default 0,
      ordered_at integer,
      reordered_at integer,
      cancelled_at integer,
      seen_at integer,
      preliminary_at integer,
      final_at integer,
      last_final_at integer,
      answer_place text,
      state integer not null default 0,
      awaited_from integer,
      answered_at integer,
      answered_in text,
      newest_at integer not null
    ) strict;
    create index expectation_by_hash on expectation (hash, kind);
    create index expectation_by_main_hash on expectation (main_hash, kind) where main_hash <> hash;
    create index expectation_open on expectation (relation_key, is_urgent, awaited_from) where state > 0;
    create index expectation_answered on expectation (relation_key, answered_at) where answered_at is not null;
    create index expectation_by_age on expectation (newest_at);
    alter table header_coverage add column watched_from integer;
    alter table header_coverage add column watched_to integer;
    delete from header_coverage;
  `,
};
