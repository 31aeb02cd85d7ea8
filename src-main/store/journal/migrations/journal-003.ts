import type { Migration } from '../../sqlite/migrate.ts';

/** What people did about failure groups, append-only; `text_sealed` under the key of record `group/<entry>`. `group_head` names the last deciding entry. */
export const journal003: Migration = {
  version: 3,
  sql: `
    create table group_entry (
      entry integer primary key,
      group_id text not null,
      at integer not null,
      person text not null,
      act text not null,
      owner text,
      until_at integer,
      open_then integer not null,
      newest_then_at integer not null,
      text_sealed blob
    ) strict;
    create index group_entry_by_group on group_entry (group_id, entry);
    create trigger group_entry_keeps before update on group_entry begin select raise(abort, 'append-only'); end;
    create trigger group_entry_stays before delete on group_entry begin select raise(abort, 'append-only'); end;

    create table group_head (
      group_id text primary key,
      entry integer not null references group_entry
    ) strict, without rowid;
  `,
};
