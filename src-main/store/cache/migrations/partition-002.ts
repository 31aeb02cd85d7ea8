import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Failure groups. `failure.group_key` null = not grouped yet (kept before there were groups). `failure_group.cause`: JSON of `FailureCause`.
 * `group_count` is kept level by triggers, whatever statement changes a failure; `first_at`, `last_at`: of all failures it ever counted.
 * Message type and sender are '' where a message names none.
 */
export const partition002: Migration = {
  version: 2,
  sql: `
    create table failure_group (
      group_key integer primary key,
      group_id text not null unique,
      cause text not null,
      sample text not null
    ) strict;
    alter table failure add column group_key integer references failure_group;
    create index failure_open_by_group on failure
      (group_key, failed_at, failure_id, is_urgent, resolved_at) where resolved_at is null;
    create index failure_ungrouped on failure (failure_key) where group_key is null;

    create table group_count (
      group_key integer not null,
      channel_key integer not null,
      message_type text not null,
      sender text not null,
      total integer not null,
      open integer not null,
      urgent integer not null,
      first_at integer not null,
      last_at integer not null,
      primary key (group_key, channel_key, message_type, sender)
    ) strict, without rowid;

    create index group_count_open on group_count (group_key) where open > 0;

    create trigger failure_counted after insert on failure when new.group_key is not null begin
      insert into group_count (group_key, channel_key, message_type, sender, total, open, urgent, first_at, last_at)
      values (new.group_key, new.channel_key, coalesce(new.message_type, ''), coalesce(new.sender, ''), 1,
        new.resolved_at is null, new.resolved_at is null and new.is_urgent = 1, new.failed_at, new.failed_at)
      on conflict do update set total = total + 1, open = open + excluded.open, urgent = urgent + excluded.urgent,
        first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at);
    end;
    create trigger failure_uncounted after delete on failure when old.group_key is not null begin
      update group_count set total = total - 1, open = open - (old.resolved_at is null),
        urgent = urgent - (old.resolved_at is null and old.is_urgent = 1)
      where group_key = old.group_key and channel_key = old.channel_key
        and message_type = coalesce(old.message_type, '') and sender = coalesce(old.sender, '');
    end;
    create trigger failure_recounted
      after update of group_key, channel_key, message_type, sender, resolved_at, is_urgent, failed_at on failure begin
      update group_count set total = total - 1, open = open - (old.resolved_at is null),
        urgent = urgent - (old.resolved_at is null and old.is_urgent = 1)
      where group_key = old.group_key and channel_key = old.channel_key
        and message_type = coalesce(old.message_type, '') and sender = coalesce(old.sender, '');
      insert into group_count (group_key, channel_key, message_type, sender, total, open, urgent, first_at, last_at)
      select new.group_key, new.channel_key, coalesce(new.message_type, ''), coalesce(new.sender, ''), 1,
        new.resolved_at is null, new.resolved_at is null and new.is_urgent = 1, new.failed_at, new.failed_at
      where new.group_key is not null
      on conflict do update set total = total + 1, open = open + excluded.open, urgent = urgent + excluded.urgent,
        first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at);
    end;
  `,
};
