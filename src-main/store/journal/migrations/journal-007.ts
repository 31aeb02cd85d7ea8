import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Which revision of a channel ran when, and affected sets. A set's messages are written first, a part at a time, and its own row last: from then on
 * none can join or leave. What an interrupted freezing left has no such row and is deleted. `name_sealed`, `text_sealed` under the key of record
 * `affected/<set>`, a note's text under `affected-note/<note>`; `facts` are the counts and the coverage as JSON. No key of a patient is in it.
 */
export const journal007: Migration = {
  version: 7,
  sql: `
    create table channel_deployment (
      connection_id text not null,
      channel_id text not null,
      deployed_at integer not null,
      revision integer,
      known_by text not null,
      watched_to integer not null,
      primary key (connection_id, channel_id, deployed_at)
    ) strict, without rowid;

    create table affected_set (
      set_id text primary key,
      environment text not null,
      frozen_at integer not null,
      person text not null,
      channel_name text,
      filter text not null,
      facts text not null,
      hash text not null,
      name_sealed blob not null,
      text_sealed blob
    ) strict, without rowid;
    create index affected_set_newest on affected_set (environment, frozen_at, set_id);
    create trigger affected_set_keeps before update on affected_set begin select raise(abort, 'append-only'); end;
    create trigger affected_set_stays before delete on affected_set begin select raise(abort, 'append-only'); end;

    create table affected_route (
      set_id text not null,
      route integer not null,
      connection_id text not null,
      channel_id text not null,
      channel_name text not null,
      message_type text,
      sender text,
      receiver text,
      primary key (set_id, route)
    ) strict, without rowid;

    create table affected_message (
      set_id text not null,
      position integer not null,
      route integer not null,
      native_id text not null,
      status text not null,
      received_at integer not null,
      message_control_id text,
      is_uncertain integer not null,
      primary key (set_id, position)
    ) strict, without rowid;
    create trigger affected_message_joins before insert on affected_message
      when exists (select 1 from affected_set where set_id = new.set_id)
      begin select raise(abort, 'frozen'); end;
    create trigger affected_message_keeps before update on affected_message begin select raise(abort, 'frozen'); end;
    create trigger affected_message_stays before delete on affected_message
      when exists (select 1 from affected_set where set_id = old.set_id)
      begin select raise(abort, 'frozen'); end;
    create trigger affected_route_joins before insert on affected_route
      when exists (select 1 from affected_set where set_id = new.set_id)
      begin select raise(abort, 'frozen'); end;
    create trigger affected_route_keeps before update on affected_route begin select raise(abort, 'frozen'); end;
    create trigger affected_route_stays before delete on affected_route
      when exists (select 1 from affected_set where set_id = old.set_id)
      begin select raise(abort, 'frozen'); end;

    create table affected_note (
      note integer primary key,
      set_id text not null references affected_set,
      at integer not null,
      person text not null,
      text_sealed blob not null
    ) strict;
    create index affected_note_by_set on affected_note (set_id, note);
    create trigger affected_note_keeps before update on affected_note begin select raise(abort, 'append-only'); end;
    create trigger affected_note_stays before delete on affected_note begin select raise(abort, 'append-only'); end;
  `,
};
