import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Alerts with the rule as it was, each step of them, and how they stand now (`alert_head`, the one table here that changes); silences with who, why and
 * until when; every attempt to tell somebody. `note_sealed` under the key of record `alert/<id>`, `reason_sealed` under `silence/<id>`.
 */
export const journal010: Migration = {
  version: 10,
  sql: `
    create table alert (
      alert_id text primary key,
      environment text not null,
      rule text not null,
      connection_id text not null,
      channel_id text,
      subject_name text not null,
      engine_name text not null,
      fired_at integer not null,
      late_from integer,
      late_to integer
    ) strict, without rowid;
    create index alert_newest on alert (environment, fired_at, alert_id);
    create trigger alert_keeps before update on alert begin select raise(abort, 'append-only'); end;
    create trigger alert_stays before delete on alert begin select raise(abort, 'append-only'); end;

    create table alert_step (
      step integer primary key,
      alert_id text not null references alert,
      at integer not null,
      act text not null,
      account_id text,
      person text,
      value real,
      note_sealed blob
    ) strict;
    create index alert_step_by_alert on alert_step (alert_id, step);
    create trigger alert_step_keeps before update on alert_step begin select raise(abort, 'append-only'); end;
    create trigger alert_step_stays before delete on alert_step begin select raise(abort, 'append-only'); end;

    create table alert_head (
      alert_id text primary key references alert,
      state text not null,
      severity text not null,
      value real not null,
      params text not null,
      acknowledged_at integer,
      account_id text,
      person text,
      resolved_at integer,
      notified_at integer,
      escalated_at integer
    ) strict, without rowid;
    create index alert_head_open on alert_head (alert_id) where resolved_at is null;

    create table alert_silence (
      silence_id text primary key,
      kind text not null,
      connection_id text,
      channel_id text,
      rule_id text,
      from_at integer not null,
      until_at integer not null,
      made_at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob
    ) strict, without rowid;
    create index alert_silence_by_end on alert_silence (until_at);
    create trigger alert_silence_keeps before update on alert_silence begin select raise(abort, 'append-only'); end;
    create trigger alert_silence_stays before delete on alert_silence begin select raise(abort, 'append-only'); end;

    create table alert_silence_end (
      silence_id text primary key references alert_silence,
      at integer not null,
      account_id text not null,
      person text not null
    ) strict, without rowid;
    create trigger alert_silence_end_keeps before update on alert_silence_end begin select raise(abort, 'append-only'); end;
    create trigger alert_silence_end_stays before delete on alert_silence_end begin select raise(abort, 'append-only'); end;

    create table alert_delivery (
      delivery integer primary key,
      at integer not null,
      target_id text not null,
      target_name text not null,
      kind text not null,
      what text not null,
      alert_ids text not null,
      attempt integer not null,
      outcome text not null,
      detail text
    ) strict;
  `,
};
