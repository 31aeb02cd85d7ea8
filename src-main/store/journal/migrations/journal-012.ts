import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Incidents: what each was opened as, how it stands now (`incident_head`, the one table of these that changes), what it is linked to, and its timeline. `words_sealed` and
 * `text_sealed` are people's words under the key of record `incident/<id>`. `source` names the happening that a line tells: it makes one line, however often it is
 * told. Handovers, with what the console found and what the person wrote under the key of record `handover/<id>`, and who took over.
 */
export const journal012: Migration = {
  version: 12,
  sql: `
    create table incident (
      incident_id text primary key,
      year integer not null,
      count integer not null,
      environment text not null,
      opened_at integer not null,
      account_id text not null,
      person text not null,
      unique (year, count)
    ) strict, without rowid;
    create trigger incident_keeps before update on incident begin select raise(abort, 'append-only'); end;
    create trigger incident_stays before delete on incident begin select raise(abort, 'append-only'); end;

    create table incident_head (
      incident_id text primary key references incident (incident_id),
      environment text not null,
      opened_at integer not null,
      is_open integer not null,
      head text not null,
      words_sealed blob
    ) strict, without rowid;
    create index incident_head_by_state on incident_head (environment, is_open, opened_at, incident_id);

    create table incident_link (
      kind text not null,
      target text not null,
      incident_id text not null references incident (incident_id),
      primary key (kind, target, incident_id)
    ) strict, without rowid;

    create table incident_entry (
      entry integer primary key,
      incident_id text not null references incident (incident_id),
      at integer not null,
      kind text not null,
      account_id text,
      person text,
      facts text not null,
      source text,
      text_sealed blob
    ) strict;
    create index incident_entry_by_time on incident_entry (incident_id, at, entry);
    create unique index incident_entry_source on incident_entry (incident_id, source) where source is not null;
    create trigger incident_entry_keeps before update on incident_entry begin select raise(abort, 'append-only'); end;
    create trigger incident_entry_stays before delete on incident_entry begin select raise(abort, 'append-only'); end;

    create table handover (
      handover_id text primary key,
      environment text not null,
      signed_at integer not null,
      account_id text not null,
      person text not null,
      gathered_sealed blob not null,
      text_sealed blob not null
    ) strict, without rowid;
    create index handover_by_time on handover (environment, signed_at, handover_id);
    create trigger handover_keeps before update on handover begin select raise(abort, 'append-only'); end;
    create trigger handover_stays before delete on handover begin select raise(abort, 'append-only'); end;

    create table handover_receipt (
      handover_id text primary key references handover (handover_id),
      at integer not null,
      account_id text not null,
      person text not null,
      note_sealed blob
    ) strict, without rowid;
    create trigger handover_receipt_keeps before update on handover_receipt begin select raise(abort, 'append-only'); end;
    create trigger handover_receipt_stays before delete on handover_receipt begin select raise(abort, 'append-only'); end;
  `,
};
