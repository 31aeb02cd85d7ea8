import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Headers of all messages. Small, for there are millions: type, sender and receiver stand once for all messages that share them ('' = none),
 * and `keys` holds the hashes of a message one after another (8 bytes each), so that they can be taken away without an index of their own.
 * `header_key.hash`: the first 8 bytes of the HMAC.
 */
export const partition004: Migration = {
  version: 4,
  sql: `
    create table header_route (
      route_key integer primary key,
      message_type text not null,
      sender text not null,
      receiver text not null,
      unique (message_type, sender, receiver)
    ) strict;
    create table header (
      header_key integer primary key,
      channel_key integer not null references channel,
      native_id integer not null,
      route_key integer not null references header_route,
      status text not null,
      received_at integer not null,
      message_control_id text,
      keys blob,
      unique (channel_key, native_id)
    ) strict;
    create index header_newest on header (received_at, header_key);
    create index header_by_channel on header (channel_key, received_at, header_key);
    create index header_by_control_id on header (message_control_id) where message_control_id is not null;
    create index header_unsettled on header (channel_key, native_id) where status in ('processing', 'waiting', 'failed');
    create table header_key (
      hash blob not null,
      header_key integer not null,
      primary key (hash, header_key)
    ) strict, without rowid;
  `,
};
