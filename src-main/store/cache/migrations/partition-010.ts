import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What a trace needs of each message, beside its keys. `trace_text`: texts that many messages share: JSON of their recipients, requesters and
 * destinations, and the ids of channels. `keys` of a header holds `patient_count` hashes of the patient, then `order_count` of orders, then what else it
 * is found by. `is_read` 0 = its content is not known. `report`: hash of the report's number. `refers_to`: the id that a receipt answers;
 * `receipt`: JSON of what it says. `parent_id`, `parent_channel_key`: the message it was made from; `is_copy` 1 = by a replay. Null = not told.
 */
export const partition010: Migration = {
  version: 10,
  sql: `
    create table trace_text (
      text_key integer primary key,
      text text not null unique
    ) strict;
    alter table header add column role text;
    alter table header add column version text;
    alter table header add column version_at integer;
    alter table header add column is_urgent integer not null default 0;
    alter table header add column is_read integer not null default 0;
    alter table header add column report blob;
    alter table header add column refers_to text;
    alter table header add column receipt text;
    alter table header add column recipients_key integer;
    alter table header add column requesters_key integer;
    alter table header add column destinations_key integer;
    alter table header add column ended_at integer;
    alter table header add column parent_channel_key integer;
    alter table header add column parent_id integer;
    alter table header add column is_copy integer not null default 0;
    alter table header add column patient_count integer not null default 0;
    alter table header add column order_count integer not null default 0;
    create index header_by_refers_to on header (refers_to) where refers_to is not null;
    create index header_by_parent on header (parent_id, parent_channel_key) where parent_id is not null;
  `,
};
