CREATE INDEX audit_entry_by_person on audit_entry (person, sequence)
CREATE INDEX audit_entry_by_procedure on audit_entry (procedure, sequence)
CREATE INDEX audit_entry_by_target on audit_entry (target, sequence) where target is not null
CREATE INDEX audit_entry_by_time on audit_entry (at)
CREATE INDEX audit_outcome_by_target on audit_outcome (target, sequence) where target is not null
CREATE INDEX group_entry_by_group on group_entry (group_id, entry)
CREATE INDEX replay_head_by_message on replay_head (connection_id, channel_id, native_id, created_at)
CREATE UNIQUE INDEX replay_head_claim on replay_head (connection_id, channel_id, native_id) where is_claiming = 1
CREATE INDEX replay_head_newest on replay_head (created_at, replay_id)
CREATE INDEX replay_head_open on replay_head (created_at, replay_id) where is_settled = 0
CREATE INDEX replay_step_by_replay on replay_step (replay_id, step)
CREATE TABLE account ( account_id text primary key, name text not null unique collate nocase, roles text not null, is_disabled integer not null, created_at integer not null, last_sign_in_at integer, secret_hash text not null ) strict, without rowid
CREATE TABLE audit_entry ( sequence integer primary key, line integer not null unique, at integer not null, person text not null, account_id text, shell text not null, procedure text not null, action text not null, target text, summary text not null, reason_hash text, reason_sealed blob, hash text not null ) strict
CREATE TABLE audit_outcome ( sequence integer primary key references audit_entry, line integer not null unique, at integer not null, outcome text not null, error_code text, target text, summary text, hash text not null ) strict
CREATE TABLE connection ( connection_id text primary key, value text not null ) strict, without rowid
CREATE TABLE group_entry ( entry integer primary key, group_id text not null, at integer not null, person text not null, act text not null, owner text, until_at integer, open_then integer not null, newest_then_at integer not null, text_sealed blob ) strict
CREATE TABLE group_head ( group_id text primary key, entry integer not null references group_entry ) strict, without rowid
CREATE TABLE handled_failure ( failure_id text not null, decision integer not null references handling, primary key (failure_id, decision) ) strict, without rowid
CREATE TABLE handled_failure_head ( failure_id text primary key, decision integer not null references handling ) strict, without rowid
CREATE TABLE handling ( decision integer primary key, at integer not null, person text not null, act text not null, way text, count integer not null, to_whom_sealed blob, note_sealed blob ) strict
CREATE TABLE installation ( only integer primary key check (only = 1), installation_id text not null, name text not null, public_key blob not null, private_key_sealed blob not null, created_at integer not null ) strict
CREATE TABLE replay ( replay_id text primary key, request_id text not null unique, connection_id text not null, channel_id text not null, native_id text not null, failure_id text, channel_name text not null, is_edited integer not null, person text not null, destination_ids text, body_hash text, created_at integer not null, reason_sealed blob, sent_bytes_sealed blob, changes_sealed blob ) strict, without rowid
CREATE TABLE replay_head ( replay_id text primary key references replay, connection_id text not null, channel_id text not null, native_id text not null, created_at integer not null, state text not null, is_claiming integer not null, is_settled integer not null, boot_id text, new_native_id text, sent_at integer, settled_at integer, evidence text not null, error_one_line text , settled_reason_sealed blob) strict, without rowid
CREATE TABLE replay_step ( step integer primary key, replay_id text not null references replay, at integer not null, state text not null, boot_id text, patch text not null ) strict
CREATE TABLE request ( request_id text primary key, procedure text not null, reply text not null ) strict, without rowid
CREATE TABLE setting ( scope text not null, key text not null, value text not null, primary key (scope, key) ) strict, without rowid
CREATE TRIGGER audit_entry_keeps before update on audit_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER audit_entry_stays before delete on audit_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER audit_outcome_keeps before update on audit_outcome begin select raise(abort, 'append-only'); end
CREATE TRIGGER audit_outcome_stays before delete on audit_outcome begin select raise(abort, 'append-only'); end
CREATE TRIGGER group_entry_keeps before update on group_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER group_entry_stays before delete on group_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER handled_failure_keeps before update on handled_failure begin select raise(abort, 'append-only'); end
CREATE TRIGGER handled_failure_stays before delete on handled_failure begin select raise(abort, 'append-only'); end
CREATE TRIGGER handling_keeps before update on handling begin select raise(abort, 'append-only'); end
CREATE TRIGGER handling_stays before delete on handling begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_keeps before update on replay begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_stays before delete on replay begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_step_keeps before update on replay_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_step_stays before delete on replay_step begin select raise(abort, 'append-only'); end
