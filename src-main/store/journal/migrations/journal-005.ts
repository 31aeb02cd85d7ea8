import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Runs: many messages sent again by one decision. `replay_run` and `replay_run_step` only grow; `replay_run_head` is the newest step.
 * `replay_run_item` is the frozen plan with how far it came; what was sent and what became of it is the ledger's (`replay_id`).
 * `reason_sealed` under the key of record `run/<run id>`, made when a person starts it.
 */
export const journal005: Migration = {
  version: 5,
  sql: `
    create table replay_run (
      run_id text primary key,
      request_id text not null unique,
      created_at integer not null,
      person text not null,
      facts text not null
    ) strict, without rowid;
    create trigger replay_run_keeps before update on replay_run begin select raise(abort, 'append-only'); end;
    create trigger replay_run_stays before delete on replay_run begin select raise(abort, 'append-only'); end;

    create table replay_run_step (
      run_id text not null references replay_run,
      step integer not null,
      at integer not null,
      person text not null,
      state text not null,
      pause_reason text,
      primary key (run_id, step)
    ) strict, without rowid;
    create trigger replay_run_step_keeps before update on replay_run_step begin select raise(abort, 'append-only'); end;
    create trigger replay_run_step_stays before delete on replay_run_step begin select raise(abort, 'append-only'); end;

    create table replay_run_head (
      run_id text primary key references replay_run,
      created_at integer not null,
      state text not null,
      pause_reason text,
      changed_at integer not null,
      settings text not null,
      reason_sealed blob
    ) strict, without rowid;
    create index replay_run_head_newest on replay_run_head (created_at, run_id);
    create index replay_run_head_active on replay_run_head (created_at) where state in ('testing', 'running');

    create table replay_run_item (
      run_id text not null references replay_run,
      ordinal integer not null,
      connection_id text not null,
      channel_id text not null,
      native_id text not null,
      failure_id text not null,
      channel_name text not null,
      message_type text,
      class text not null,
      is_urgent integer not null,
      at integer not null,
      chain integer not null,
      state text not null,
      why text,
      attempt integer not null,
      replay_id text,
      primary key (run_id, ordinal)
    ) strict, without rowid;
    create index replay_run_item_waiting on replay_run_item (run_id, ordinal) where state = 'waiting';
  `,
};
