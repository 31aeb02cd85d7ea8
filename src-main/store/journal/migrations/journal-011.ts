import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What people decided about findings of measurement units, with what each finding was, for the history that counts them may be lost; what was withdrawn;
 * lists of the units that a receiver expects (`connection_id`, `channel_id` null = everywhere). An empty text = not stated. `reason_sealed` under the
 * key of record `unit-decision/<id>`.
 */
export const journal011: Migration = {
  version: 11,
  sql: `
    create table unit_decision (
      decision integer primary key,
      decision_id text not null unique,
      finding_id text not null,
      finding text not null,
      kind text not null,
      owner text,
      due_at integer,
      until_at integer,
      at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob
    ) strict;
    create index unit_decision_by_finding on unit_decision (finding_id, decision);
    create index unit_decision_synonym on unit_decision (decision) where kind = 'synonym';
    create trigger unit_decision_keeps before update on unit_decision begin select raise(abort, 'append-only'); end;
    create trigger unit_decision_stays before delete on unit_decision begin select raise(abort, 'append-only'); end;

    create table unit_withdrawal (
      decision_id text primary key references unit_decision (decision_id),
      at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob
    ) strict, without rowid;
    create trigger unit_withdrawal_keeps before update on unit_withdrawal begin select raise(abort, 'append-only'); end;
    create trigger unit_withdrawal_stays before delete on unit_withdrawal begin select raise(abort, 'append-only'); end;

    create table unit_expected_list (
      list_id text primary key,
      name text not null,
      connection_id text,
      channel_id text,
      source text not null,
      units text not null,
      added_at integer not null,
      account_id text not null,
      person text not null
    ) strict, without rowid;
    create trigger unit_expected_list_keeps before update on unit_expected_list begin select raise(abort, 'append-only'); end;
    create trigger unit_expected_list_stays before delete on unit_expected_list begin select raise(abort, 'append-only'); end;

    create table unit_expected_list_end (
      list_id text primary key references unit_expected_list,
      at integer not null,
      account_id text not null,
      person text not null
    ) strict, without rowid;
    create trigger unit_expected_list_end_keeps before update on unit_expected_list_end begin select raise(abort, 'append-only'); end;
    create trigger unit_expected_list_end_stays before delete on unit_expected_list_end begin select raise(abort, 'append-only'); end;
  `,
};
