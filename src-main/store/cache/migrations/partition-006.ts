import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What makes any text be found by an index, and counts that need no counting. `failure_trigram`: the searched columns of a failure, contentless,
 * `rowid` = `failure_key`; kept by the writer, not by triggers, which would make the text tables write themselves out at every row.
 * `channel_count` is kept level by triggers, whatever statement changes a failure.
 */
export const partition006: Migration = {
  version: 6,
  sql: `
    create index failure_by_message on failure (channel_key, native_id);

    create virtual table failure_trigram using fts5 (
      text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
    );
    insert into failure_trigram (rowid, text)
    select failure_key, one_line || char(10) || connector_name || char(10) || coalesce(message_control_id, '') || char(10)
      || coalesce(message_type, '') || char(10) || coalesce(sender, '') || char(10) || coalesce(receiver, '') from failure;

    create table channel_count (
      channel_key integer not null,
      kind text not null,
      total integer not null,
      open integer not null,
      urgent_total integer not null,
      urgent_open integer not null,
      primary key (channel_key, kind)
    ) strict, without rowid;
    insert into channel_count (channel_key, kind, total, open, urgent_total, urgent_open)
    select channel_key, kind, count(*), sum(resolved_at is null), sum(is_urgent), sum(resolved_at is null and is_urgent = 1)
    from failure group by channel_key, kind;

    create trigger channel_counted after insert on failure begin
      insert into channel_count (channel_key, kind, total, open, urgent_total, urgent_open)
      values (new.channel_key, new.kind, 1, new.resolved_at is null, new.is_urgent,
        new.resolved_at is null and new.is_urgent = 1)
      on conflict do update set total = total + 1, open = open + excluded.open,
        urgent_total = urgent_total + excluded.urgent_total, urgent_open = urgent_open + excluded.urgent_open;
    end;
    create trigger channel_uncounted after delete on failure begin
      update channel_count set total = total - 1, open = open - (old.resolved_at is null),
        urgent_total = urgent_total - old.is_urgent,
        urgent_open = urgent_open - (old.resolved_at is null and old.is_urgent = 1)
      where channel_key = old.channel_key and kind = old.kind;
    end;
    create trigger channel_recounted after update of channel_key, kind, resolved_at, is_urgent on failure begin
      update channel_count set total = total - 1, open = open - (old.resolved_at is null),
        urgent_total = urgent_total - old.is_urgent,
        urgent_open = urgent_open - (old.resolved_at is null and old.is_urgent = 1)
      where channel_key = old.channel_key and kind = old.kind;
      insert into channel_count (channel_key, kind, total, open, urgent_total, urgent_open)
      values (new.channel_key, new.kind, 1, new.resolved_at is null, new.is_urgent,
        new.resolved_at is null and new.is_urgent = 1)
      on conflict do update set total = total + 1, open = open + excluded.open,
        urgent_total = urgent_total + excluded.urgent_total, urgent_open = urgent_open + excluded.urgent_open;
    end;
  `,
};
