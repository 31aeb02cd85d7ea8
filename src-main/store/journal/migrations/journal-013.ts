import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Within how long answers are expected, as people set it, and what they settled otherwise that was overdue. `scope`: JSON of what a time is for.
 * `reason_sealed` under the key of record `expected-time/<id>` or `expectation-handling/<number>`.
 */
export const journal013: Migration = {
  version: 13,
  sql: `
    create table expected_time (
      time_id text primary key,
      scope text not null,
      urgent_minutes integer not null,
      routine_minutes integer not null,
      at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob
    ) strict, without rowid;
    create trigger expected_time_keeps before update on expected_time begin select raise(abort, 'append-only'); end;
    create trigger expected_time_stays before delete on expected_time begin select raise(abort, 'append-only'); end;

    create table expected_time_end (
      time_id text primary key references expected_time (time_id),
      at integer not null,
      account_id text not null,
      person text not null
    ) strict, without rowid;
    create trigger expected_time_end_keeps before update on expected_time_end begin select raise(abort, 'append-only'); end;
    create trigger expected_time_end_stays before delete on expected_time_end begin select raise(abort, 'append-only'); end;

    create table expectation_handling (
      handling integer primary key,
      expectation_id text not null,
      act text not null,
      at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob
    ) strict;
    create index expectation_handling_by_id on expectation_handling (expectation_id, handling);
    create index expectation_handling_by_time on expectation_handling (at);
    create trigger expectation_handling_keeps before update on expectation_handling begin select raise(abort, 'append-only'); end;
    create trigger expectation_handling_stays before delete on expectation_handling begin select raise(abort, 'append-only'); end;
  `,
};
