import type { Migration } from '../../sqlite/migrate.ts';

/**
 * `journal.db`. `line` numbers entries and outcomes together: the order in which they are chained.
 * `*_sealed` is under the record's own key (`record-keys.db`), `*_hash` its keyed hash, which stays when the key is deleted.
 * What is append-only is guarded by triggers; `replay_head` is the newest state of each replay and can be built from `replay_step`.
 */
export const journal001: Migration = {
  version: 1,
  sql: `
    create table installation (
      only integer primary key check (only = 1),
      installation_id text not null,
      name text not null,
      public_key blob not null,
      private_key_sealed blob not null,
      created_at integer not null
    ) strict;

    create table account (
      account_id text primary key,
      name text not null unique collate nocase,
      roles text not null,
      is_disabled integer not null,
      created_at integer not null,
      last_sign_in_at integer,
      secret_hash text not null
    ) strict, without rowid;

    create table audit_entry (
      sequence integer primary key,
      line integer not null unique,
      at integer not null,
      person text not null,
      account_id text,
      shell text not null,
      procedure text not null,
      action text not null,
      target text,
      summary text not null,
      reason_hash text,
      reason_sealed blob,
      hash text not null
    ) strict;
    create index audit_entry_by_person on audit_entry (person, sequence);
    create index audit_entry_by_procedure on audit_entry (procedure, sequence);
    create index audit_entry_by_target on audit_entry (target, sequence) where target is not null;
    create index audit_entry_by_time on audit_entry (at);

    create table audit_outcome (
      sequence integer primary key references audit_entry,
      line integer not null unique,
      at integer not null,
      outcome text not null,
      error_code text,
      target text,
      summary text,
      hash text not null
    ) strict;
    create index audit_outcome_by_target on audit_outcome (target, sequence) where target is not null;

    create trigger audit_entry_keeps before update on audit_entry begin select raise(abort, 'append-only'); end;
    create trigger audit_entry_stays before delete on audit_entry begin select raise(abort, 'append-only'); end;
    create trigger audit_outcome_keeps before update on audit_outcome begin select raise(abort, 'append-only'); end;
    create trigger audit_outcome_stays before delete on audit_outcome begin select raise(abort, 'append-only'); end;

    create table replay (
      replay_id text primary key,
      request_id text not null unique,
      connection_id text not null,
      channel_id text not null,
      native_id text not null,
      failure_id text,
      channel_name text not null,
      is_edited integer not null,
      person text not null,
      destination_ids text,
      body_hash text,
      created_at integer not null,
      reason_sealed blob,
      sent_bytes_sealed blob,
      changes_sealed blob
    ) strict, without rowid;
    create trigger replay_keeps before update on replay begin select raise(abort, 'append-only'); end;
    create trigger replay_stays before delete on replay begin select raise(abort, 'append-only'); end;

    create table replay_step (
      step integer primary key,
      replay_id text not null references replay,
      at integer not null,
      state text not null,
      boot_id text,
      patch text not null
    ) strict;
    create index replay_step_by_replay on replay_step (replay_id, step);
    create trigger replay_step_keeps before update on replay_step begin select raise(abort, 'append-only'); end;
    create trigger replay_step_stays before delete on replay_step begin select raise(abort, 'append-only'); end;

    create table replay_head (
      replay_id text primary key references replay,
      connection_id text not null,
      channel_id text not null,
      native_id text not null,
      created_at integer not null,
      state text not null,
      is_claiming integer not null,
      is_settled integer not null,
      boot_id text,
      new_native_id text,
      sent_at integer,
      settled_at integer,
      evidence text not null,
      error_one_line text
    ) strict, without rowid;
    create unique index replay_head_claim on replay_head (connection_id, channel_id, native_id) where is_claiming = 1;
    create index replay_head_by_message on replay_head (connection_id, channel_id, native_id, created_at);
    create index replay_head_newest on replay_head (created_at, replay_id);
    create index replay_head_open on replay_head (created_at, replay_id) where is_settled = 0;

    create table request (
      request_id text primary key,
      procedure text not null,
      reply text not null
    ) strict, without rowid;

    create table connection (
      connection_id text primary key,
      value text not null
    ) strict, without rowid;

    create table setting (
      scope text not null,
      key text not null,
      value text not null,
      primary key (scope, key)
    ) strict, without rowid;
  `,
};
