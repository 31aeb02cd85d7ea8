CREATE INDEX affected_note_by_set on affected_note (set_id, note)
CREATE INDEX affected_set_newest on affected_set (environment, frozen_at, set_id)
CREATE INDEX alert_head_open on alert_head (alert_id) where resolved_at is null
CREATE INDEX alert_newest on alert (environment, fired_at, alert_id)
CREATE INDEX alert_silence_by_end on alert_silence (until_at)
CREATE INDEX alert_step_by_alert on alert_step (alert_id, step)
CREATE INDEX approval_by_subject on approval (subject_id, asked_at)
CREATE INDEX approval_newest on approval (asked_at, approval_id)
CREATE INDEX audit_entry_by_person on audit_entry (person, sequence)
CREATE INDEX audit_entry_by_procedure on audit_entry (procedure, sequence)
CREATE INDEX audit_entry_by_target on audit_entry (target, sequence) where target is not null
CREATE INDEX audit_entry_by_time on audit_entry (at)
CREATE INDEX audit_outcome_by_target on audit_outcome (target, sequence) where target is not null
CREATE INDEX emergency_newest on emergency (at)
CREATE INDEX expectation_handling_by_id on expectation_handling (expectation_id, handling)
CREATE INDEX expectation_handling_by_time on expectation_handling (at)
CREATE INDEX group_entry_by_group on group_entry (group_id, entry)
CREATE INDEX handover_by_time on handover (environment, signed_at, handover_id)
CREATE INDEX incident_entry_by_time on incident_entry (incident_id, at, entry)
CREATE UNIQUE INDEX incident_entry_source on incident_entry (incident_id, source) where source is not null
CREATE INDEX incident_head_by_state on incident_head (environment, is_open, opened_at, incident_id)
CREATE INDEX replay_head_by_message on replay_head (connection_id, channel_id, native_id, created_at)
CREATE UNIQUE INDEX replay_head_claim on replay_head (connection_id, channel_id, native_id) where is_claiming = 1
CREATE INDEX replay_head_newest on replay_head (created_at, replay_id)
CREATE INDEX replay_head_open on replay_head (created_at, replay_id) where is_settled = 0
CREATE INDEX replay_run_head_active on replay_run_head (created_at) where state in ('testing', 'running')
CREATE INDEX replay_run_head_newest on replay_run_head (created_at, run_id)
CREATE INDEX replay_run_item_waiting on replay_run_item (run_id, ordinal) where state = 'waiting'
CREATE INDEX replay_step_by_replay on replay_step (replay_id, step)
CREATE INDEX unit_decision_by_finding on unit_decision (finding_id, decision)
CREATE INDEX unit_decision_synonym on unit_decision (decision) where kind = 'synonym'
CREATE TABLE account ( account_id text primary key, name text not null unique collate nocase, roles text not null, is_disabled integer not null, created_at integer not null, last_sign_in_at integer, secret_hash text not null ) strict, without rowid
CREATE TABLE affected_message ( set_id text not null, position integer not null, route integer not null, native_id text not null, status text not null, received_at integer not null, message_control_id text, is_uncertain integer not null, primary key (set_id, position) ) strict, without rowid
CREATE TABLE affected_note ( note integer primary key, set_id text not null references affected_set, at integer not null, person text not null, text_sealed blob not null ) strict
CREATE TABLE affected_route ( set_id text not null, route integer not null, connection_id text not null, channel_id text not null, channel_name text not null, message_type text, sender text, receiver text, primary key (set_id, route) ) strict, without rowid
CREATE TABLE affected_set ( set_id text primary key, environment text not null, frozen_at integer not null, person text not null, channel_name text, filter text not null, facts text not null, hash text not null, name_sealed blob not null, text_sealed blob ) strict, without rowid
CREATE TABLE alert ( alert_id text primary key, environment text not null, rule text not null, connection_id text not null, channel_id text, subject_name text not null, engine_name text not null, fired_at integer not null, late_from integer, late_to integer ) strict, without rowid
CREATE TABLE alert_delivery ( delivery integer primary key, at integer not null, target_id text not null, target_name text not null, kind text not null, what text not null, alert_ids text not null, attempt integer not null, outcome text not null, detail text ) strict
CREATE TABLE alert_head ( alert_id text primary key references alert, state text not null, severity text not null, value real not null, params text not null, acknowledged_at integer, account_id text, person text, resolved_at integer, notified_at integer, escalated_at integer ) strict, without rowid
CREATE TABLE alert_silence ( silence_id text primary key, kind text not null, connection_id text, channel_id text, rule_id text, from_at integer not null, until_at integer not null, made_at integer not null, account_id text not null, person text not null, reason_sealed blob ) strict, without rowid
CREATE TABLE alert_silence_end ( silence_id text primary key references alert_silence, at integer not null, account_id text not null, person text not null ) strict, without rowid
CREATE TABLE alert_step ( step integer primary key, alert_id text not null references alert, at integer not null, act text not null, account_id text, person text, value real, note_sealed blob ) strict
CREATE TABLE approval ( approval_id text primary key, request_id text not null unique, subject_id text not null, subject text not null, hash text not null, asked_at integer not null, account_id text not null, person text not null, reason_sealed blob ) strict, without rowid
CREATE TABLE approval_step ( approval_id text not null references approval, act text not null, at integer not null, account_id text not null, person text not null, used_for text, note_sealed blob, primary key (approval_id, act) ) strict, without rowid
CREATE TABLE audit_entry ( sequence integer primary key, line integer not null unique, at integer not null, person text not null, account_id text, shell text not null, procedure text not null, action text not null, target text, summary text not null, reason_hash text, reason_sealed blob, hash text not null ) strict
CREATE TABLE audit_outcome ( sequence integer primary key references audit_entry, line integer not null unique, at integer not null, outcome text not null, error_code text, target text, summary text, hash text not null ) strict
CREATE TABLE channel_deployment ( connection_id text not null, channel_id text not null, deployed_at integer not null, revision integer, known_by text not null, watched_to integer not null, primary key (connection_id, channel_id, deployed_at) ) strict, without rowid
CREATE TABLE connection ( connection_id text primary key, value text not null ) strict, without rowid
CREATE TABLE emergency ( run_id text primary key, at integer not null, account_id text not null, person text not null, messages integer not null, due_at integer not null, reason_sealed blob ) strict, without rowid
CREATE TABLE emergency_review ( run_id text primary key references emergency, at integer not null, account_id text not null, person text not null, note_sealed blob ) strict, without rowid
CREATE TABLE expectation_handling ( handling integer primary key, expectation_id text not null, act text not null, at integer not null, account_id text not null, person text not null, reason_sealed blob ) strict
CREATE TABLE expected_time ( time_id text primary key, scope text not null, urgent_minutes integer not null, routine_minutes integer not null, at integer not null, account_id text not null, person text not null, reason_sealed blob ) strict, without rowid
CREATE TABLE expected_time_end ( time_id text primary key references expected_time (time_id), at integer not null, account_id text not null, person text not null ) strict, without rowid
CREATE TABLE group_entry ( entry integer primary key, group_id text not null, at integer not null, person text not null, act text not null, owner text, until_at integer, open_then integer not null, newest_then_at integer not null, text_sealed blob ) strict
CREATE TABLE group_head ( group_id text primary key, entry integer not null references group_entry ) strict, without rowid
CREATE TABLE handled_failure ( failure_id text not null, decision integer not null references handling, primary key (failure_id, decision) ) strict, without rowid
CREATE TABLE handled_failure_head ( failure_id text primary key, decision integer not null references handling ) strict, without rowid
CREATE TABLE handling ( decision integer primary key, at integer not null, person text not null, act text not null, way text, count integer not null, to_whom_sealed blob, note_sealed blob , owner text, until_at integer) strict
CREATE TABLE handover ( handover_id text primary key, environment text not null, signed_at integer not null, account_id text not null, person text not null, gathered_sealed blob not null, text_sealed blob not null ) strict, without rowid
CREATE TABLE handover_receipt ( handover_id text primary key references handover (handover_id), at integer not null, account_id text not null, person text not null, note_sealed blob ) strict, without rowid
CREATE TABLE incident ( incident_id text primary key, year integer not null, count integer not null, environment text not null, opened_at integer not null, account_id text not null, person text not null, unique (year, count) ) strict, without rowid
CREATE TABLE incident_entry ( entry integer primary key, incident_id text not null references incident (incident_id), at integer not null, kind text not null, account_id text, person text, facts text not null, source text, text_sealed blob ) strict
CREATE TABLE incident_head ( incident_id text primary key references incident (incident_id), environment text not null, opened_at integer not null, is_open integer not null, head text not null, words_sealed blob ) strict, without rowid
CREATE TABLE incident_link ( kind text not null, target text not null, incident_id text not null references incident (incident_id), primary key (kind, target, incident_id) ) strict, without rowid
CREATE TABLE installation ( only integer primary key check (only = 1), installation_id text not null, name text not null, public_key blob not null, private_key_sealed blob not null, created_at integer not null ) strict
CREATE TABLE replay ( replay_id text primary key, request_id text not null unique, connection_id text not null, channel_id text not null, native_id text not null, failure_id text, channel_name text not null, is_edited integer not null, person text not null, destination_ids text, body_hash text, created_at integer not null, reason_sealed blob, sent_bytes_sealed blob, changes_sealed blob , target_connection_id text) strict, without rowid
CREATE TABLE replay_head ( replay_id text primary key references replay, connection_id text not null, channel_id text not null, native_id text not null, created_at integer not null, state text not null, is_claiming integer not null, is_settled integer not null, boot_id text, new_native_id text, sent_at integer, settled_at integer, evidence text not null, error_one_line text , settled_reason_sealed blob) strict, without rowid
CREATE TABLE replay_run ( run_id text primary key, request_id text not null unique, created_at integer not null, person text not null, facts text not null ) strict, without rowid
CREATE TABLE replay_run_head ( run_id text primary key references replay_run, created_at integer not null, state text not null, pause_reason text, changed_at integer not null, settings text not null, reason_sealed blob ) strict, without rowid
CREATE TABLE replay_run_item ( run_id text not null references replay_run, ordinal integer not null, connection_id text not null, channel_id text not null, native_id text not null, failure_id text not null, channel_name text not null, message_type text, class text not null, is_urgent integer not null, at integer not null, chain integer not null, state text not null, why text, attempt integer not null, replay_id text, primary key (run_id, ordinal) ) strict, without rowid
CREATE TABLE replay_run_step ( run_id text not null references replay_run, step integer not null, at integer not null, person text not null, state text not null, pause_reason text, primary key (run_id, step) ) strict, without rowid
CREATE TABLE replay_step ( step integer primary key, replay_id text not null references replay, at integer not null, state text not null, boot_id text, patch text not null ) strict
CREATE TABLE request ( request_id text primary key, procedure text not null, reply text not null ) strict, without rowid
CREATE TABLE setting ( scope text not null, key text not null, value text not null, primary key (scope, key) ) strict, without rowid
CREATE TABLE unit_decision ( decision integer primary key, decision_id text not null unique, finding_id text not null, finding text not null, kind text not null, owner text, due_at integer, until_at integer, at integer not null, account_id text not null, person text not null, reason_sealed blob ) strict
CREATE TABLE unit_expected_list ( list_id text primary key, name text not null, connection_id text, channel_id text, source text not null, units text not null, added_at integer not null, account_id text not null, person text not null ) strict, without rowid
CREATE TABLE unit_expected_list_end ( list_id text primary key references unit_expected_list, at integer not null, account_id text not null, person text not null ) strict, without rowid
CREATE TABLE unit_rule ( rule integer primary key, rule_id text not null, version integer not null, body text not null, at integer not null, account_id text not null, person text not null, reason_sealed blob, unique (rule_id, version) ) strict
CREATE TABLE unit_rule_step ( rule_id text not null, version integer not null, act text not null check (act in ('approved', 'refused', 'withdrawn')), at integer not null, account_id text not null, person text not null, reason_sealed blob, primary key (rule_id, version, act), foreign key (rule_id, version) references unit_rule (rule_id, version) ) strict, without rowid
CREATE TABLE unit_withdrawal ( decision_id text primary key references unit_decision (decision_id), at integer not null, account_id text not null, person text not null, reason_sealed blob ) strict, without rowid
CREATE TRIGGER affected_message_joins before insert on affected_message when exists (select 1 from affected_set where set_id = new.set_id) begin select raise(abort, 'frozen'); end
CREATE TRIGGER affected_message_keeps before update on affected_message begin select raise(abort, 'frozen'); end
CREATE TRIGGER affected_message_stays before delete on affected_message when exists (select 1 from affected_set where set_id = old.set_id) begin select raise(abort, 'frozen'); end
CREATE TRIGGER affected_note_keeps before update on affected_note begin select raise(abort, 'append-only'); end
CREATE TRIGGER affected_note_stays before delete on affected_note begin select raise(abort, 'append-only'); end
CREATE TRIGGER affected_route_joins before insert on affected_route when exists (select 1 from affected_set where set_id = new.set_id) begin select raise(abort, 'frozen'); end
CREATE TRIGGER affected_route_keeps before update on affected_route begin select raise(abort, 'frozen'); end
CREATE TRIGGER affected_route_stays before delete on affected_route when exists (select 1 from affected_set where set_id = old.set_id) begin select raise(abort, 'frozen'); end
CREATE TRIGGER affected_set_keeps before update on affected_set begin select raise(abort, 'append-only'); end
CREATE TRIGGER affected_set_stays before delete on affected_set begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_keeps before update on alert begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_silence_end_keeps before update on alert_silence_end begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_silence_end_stays before delete on alert_silence_end begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_silence_keeps before update on alert_silence begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_silence_stays before delete on alert_silence begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_stays before delete on alert begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_step_keeps before update on alert_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER alert_step_stays before delete on alert_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER approval_keeps before update on approval begin select raise(abort, 'append-only'); end
CREATE TRIGGER approval_stays before delete on approval begin select raise(abort, 'append-only'); end
CREATE TRIGGER approval_step_keeps before update on approval_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER approval_step_stays before delete on approval_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER audit_entry_keeps before update on audit_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER audit_entry_stays before delete on audit_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER audit_outcome_keeps before update on audit_outcome begin select raise(abort, 'append-only'); end
CREATE TRIGGER audit_outcome_stays before delete on audit_outcome begin select raise(abort, 'append-only'); end
CREATE TRIGGER emergency_keeps before update on emergency begin select raise(abort, 'append-only'); end
CREATE TRIGGER emergency_review_keeps before update on emergency_review begin select raise(abort, 'append-only'); end
CREATE TRIGGER emergency_review_stays before delete on emergency_review begin select raise(abort, 'append-only'); end
CREATE TRIGGER emergency_stays before delete on emergency begin select raise(abort, 'append-only'); end
CREATE TRIGGER expectation_handling_keeps before update on expectation_handling begin select raise(abort, 'append-only'); end
CREATE TRIGGER expectation_handling_stays before delete on expectation_handling begin select raise(abort, 'append-only'); end
CREATE TRIGGER expected_time_end_keeps before update on expected_time_end begin select raise(abort, 'append-only'); end
CREATE TRIGGER expected_time_end_stays before delete on expected_time_end begin select raise(abort, 'append-only'); end
CREATE TRIGGER expected_time_keeps before update on expected_time begin select raise(abort, 'append-only'); end
CREATE TRIGGER expected_time_stays before delete on expected_time begin select raise(abort, 'append-only'); end
CREATE TRIGGER group_entry_keeps before update on group_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER group_entry_stays before delete on group_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER handled_failure_keeps before update on handled_failure begin select raise(abort, 'append-only'); end
CREATE TRIGGER handled_failure_stays before delete on handled_failure begin select raise(abort, 'append-only'); end
CREATE TRIGGER handling_keeps before update on handling begin select raise(abort, 'append-only'); end
CREATE TRIGGER handling_stays before delete on handling begin select raise(abort, 'append-only'); end
CREATE TRIGGER handover_keeps before update on handover begin select raise(abort, 'append-only'); end
CREATE TRIGGER handover_receipt_keeps before update on handover_receipt begin select raise(abort, 'append-only'); end
CREATE TRIGGER handover_receipt_stays before delete on handover_receipt begin select raise(abort, 'append-only'); end
CREATE TRIGGER handover_stays before delete on handover begin select raise(abort, 'append-only'); end
CREATE TRIGGER incident_entry_keeps before update on incident_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER incident_entry_stays before delete on incident_entry begin select raise(abort, 'append-only'); end
CREATE TRIGGER incident_keeps before update on incident begin select raise(abort, 'append-only'); end
CREATE TRIGGER incident_stays before delete on incident begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_keeps before update on replay begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_run_keeps before update on replay_run begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_run_stays before delete on replay_run begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_run_step_keeps before update on replay_run_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_run_step_stays before delete on replay_run_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_stays before delete on replay begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_step_keeps before update on replay_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER replay_step_stays before delete on replay_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_decision_keeps before update on unit_decision begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_decision_stays before delete on unit_decision begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_expected_list_end_keeps before update on unit_expected_list_end begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_expected_list_end_stays before delete on unit_expected_list_end begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_expected_list_keeps before update on unit_expected_list begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_expected_list_stays before delete on unit_expected_list begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_rule_keeps before update on unit_rule begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_rule_stays before delete on unit_rule begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_rule_step_keeps before update on unit_rule_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_rule_step_stays before delete on unit_rule_step begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_withdrawal_keeps before update on unit_withdrawal begin select raise(abort, 'append-only'); end
CREATE TRIGGER unit_withdrawal_stays before delete on unit_withdrawal begin select raise(abort, 'append-only'); end
