import type { Migration } from '../../sqlite/migrate.ts';

/**
 * Rules by which a person may convert a result when it is sent again: what was proposed (`rule` as JSON, every version kept), and what was said about
 * each version: *approved*, *refused* or *withdrawn*, each once. `reason_sealed` under the key of record `unit-rule/<id>`.
 */
export const journal014: Migration = {
  version: 14,
  sql: `
    create table unit_rule (
      rule integer primary key,
      rule_id text not null,
      version integer not null,
      body text not null,
      at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob,
      unique (rule_id, version)
    ) strict;
    create trigger unit_rule_keeps before update on unit_rule begin select raise(abort, 'append-only'); end;
    create trigger unit_rule_stays before delete on unit_rule begin select raise(abort, 'append-only'); end;

    create table unit_rule_step (
      rule_id text not null,
      version integer not null,
      act text not null check (act in ('approved', 'refused', 'withdrawn')),
      at integer not null,
      account_id text not null,
      person text not null,
      reason_sealed blob,
      primary key (rule_id, version, act),
      foreign key (rule_id, version) references unit_rule (rule_id, version)
    ) strict, without rowid;
    create trigger unit_rule_step_keeps before update on unit_rule_step begin select raise(abort, 'append-only'); end;
    create trigger unit_rule_step_stays before delete on unit_rule_step begin select raise(abort, 'append-only'); end;
  `,
};
