import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What people did about single failures without a replay, append-only: one decision about many failures is one row and a list of ids.
 * `to_whom_sealed`, `note_sealed` under the key of record `handling/<decision>`. `handled_failure_head` names a failure's last decision.
 */
export const journal004: Migration = {
  version: 4,
  sql: `
    create table handling (
      decision integer primary key,
      at integer not null,
      person text not null,
      act text not null,
      way text,
      count integer not null,
      to_whom_sealed blob,
      note_sealed blob
    ) strict;
    create trigger handling_keeps before update on handling begin select raise(abort, 'append-only'); end;
    create trigger handling_stays before delete on handling begin select raise(abort, 'append-only'); end;

    create table handled_failure (
      failure_id text not null,
      decision integer not null references handling,
      primary key (failure_id, decision)
    ) strict, without rowid;
    create trigger handled_failure_keeps before update on handled_failure begin select raise(abort, 'append-only'); end;
    create trigger handled_failure_stays before delete on handled_failure begin select raise(abort, 'append-only'); end;

    create table handled_failure_head (
      failure_id text primary key,
      decision integer not null references handling
    ) strict, without rowid;
  `,
};
