import type { Migration } from '../../sqlite/migrate.ts';

/**
 * What was found about units, added up: one row for each way in which one sender writes the unit of one code on one channel. An empty text = not
 * stated. `typical`: up to 25 numbers in order, apart from the messages they came in. `unit_looked`: stretches of native ids that were looked at, so
 * that none counts twice. Patients as keyed hashes, days as whole days since 1970 in UTC.
 */
export const history005: Migration = {
  version: 5,
  sql: `
    create table unit_finding (
      finding_key integer primary key,
      finding_id text not null unique,
      channel_key integer not null references channel,
      sender text not null,
      code_system text not null,
      code text not null,
      code_name text not null,
      unit text not null,
      expected text not null,
      judgement text not null,
      is_work integer not null,
      messages integer not null,
      measurements integer not null,
      urgent integer not null,
      patients integer not null,
      first_at integer not null,
      last_at integer not null,
      typical text not null
    ) strict;
    create index unit_finding_work on unit_finding (urgent desc, messages desc, finding_key) where is_work = 1;
    create index unit_finding_by_code on unit_finding (channel_key, sender, code_system, code);
    create table unit_finding_day (
      finding_key integer not null references unit_finding,
      day integer not null,
      messages integer not null,
      urgent integer not null,
      primary key (finding_key, day)
    ) strict, without rowid;
    create table unit_finding_patient (
      finding_key integer not null references unit_finding,
      hash blob not null,
      primary key (finding_key, hash)
    ) strict, without rowid;
    create table unit_finding_sample (
      finding_key integer not null references unit_finding,
      native_id integer not null,
      received_at integer not null,
      primary key (finding_key, native_id)
    ) strict, without rowid;
    create table unit_looked (
      channel_key integer not null references channel,
      from_id integer not null,
      to_id integer not null,
      primary key (channel_key, from_id)
    ) strict, without rowid;
  `,
};
