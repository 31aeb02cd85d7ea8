import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Who asked a second person for what, what that person said, and what it was used for: one step of each kind at most, so that nothing is used
 * twice. Runs that one person started alone where two are asked for, and who looked at them afterwards. All of it only grows.
 * `reason_sealed`, `note_sealed` under the key of record `approval/<id>`, `emergency/<run>`.
 */
export const journal009: Migration = {
  version: 9,
  sql: `
    create table approval (
      approval_id text primary key,
      request_id text not null unique,
      subject_id text not null,
      subject text not null,
      hash text not null,
      asked_at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob
    ) strict, without rowid;
    create index approval_newest on approval (asked_at, approval_id);
    create index approval_by_subject on approval (subject_id, asked_at);
    create trigger approval_keeps before update on approval begin select raise(abort, 'append-only'); end;
    create trigger approval_stays before delete on approval begin select raise(abort, 'append-only'); end;

    create table approval_step (
      approval_id text not null references approval,
      act text not null,
      at integer not null,
      account_id text not null,
      person text not null,
      used_for text,
      note_sealed blob,
      primary key (approval_id, act)
    ) strict, without rowid;
    create trigger approval_step_keeps before update on approval_step begin select raise(abort, 'append-only'); end;
    create trigger approval_step_stays before delete on approval_step begin select raise(abort, 'append-only'); end;

    create table emergency (
      run_id text primary key,
      at integer not null,
      account_id text not null,
      person text not null,
      messages integer not null,
      due_at integer not null,
      reason_sealed blob
    ) strict, without rowid;
    create index emergency_newest on emergency (at);
    create trigger emergency_keeps before update on emergency begin select raise(abort, 'append-only'); end;
    create trigger emergency_stays before delete on emergency begin select raise(abort, 'append-only'); end;

    create table emergency_review (
      run_id text primary key references emergency,
      at integer not null,
      account_id text not null,
      person text not null,
      note_sealed blob
    ) strict, without rowid;
    create trigger emergency_review_keeps before update on emergency_review begin select raise(abort, 'append-only'); end;
    create trigger emergency_review_stays before delete on emergency_review begin select raise(abort, 'append-only'); end;

  `,
};
