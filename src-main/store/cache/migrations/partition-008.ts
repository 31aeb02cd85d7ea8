import type { Migration } from '../../sqlite/migrate.ts';

/**
 * From when to when the failures lie that a run of keys stands for, ms UTC: a text is looked for block by block, newest first, until a page is full.
 * `block` = key >> 6. Only ever widened, by the writer at the end of its transaction: what was deleted or moved makes a search no longer wrong,
 * only longer.
 */
export const partition008: Migration = {
  version: 8,
  sql: `
    create table failure_block (
      block integer primary key,
      oldest_at integer not null,
      newest_at integer not null
    ) strict;
    insert into failure_block (block, oldest_at, newest_at)
    select failure_key >> 6, min(failed_at), max(failed_at) from failure group by failure_key >> 6;

    create table body_block (
      block integer primary key,
      oldest_at integer not null,
      newest_at integer not null
    ) strict;
    insert into body_block (block, oldest_at, newest_at)
    select b.body_key >> 6, min(f.failed_at), max(f.failed_at)
    from body b cross join failure f indexed by failure_by_message on f.channel_key = b.channel_key and f.native_id = b.native_id
    group by b.body_key >> 6;
  `,
};
