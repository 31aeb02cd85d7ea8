CREATE INDEX failure_by_control_id on failure (message_control_id) where message_control_id is not null
CREATE INDEX failure_by_message on failure (channel_key, native_id)
CREATE INDEX failure_key_by_hash on failure_key (hash)
CREATE INDEX failure_newest on failure (failed_at)
CREATE INDEX failure_open_by_channel on failure (channel_key, failed_at, is_urgent, kind, resolved_at) where resolved_at is null
CREATE INDEX failure_open_by_group on failure (group_key, failed_at, failure_id, is_urgent, resolved_at) where resolved_at is null
CREATE INDEX failure_open_newest on failure (failed_at, resolved_at) where resolved_at is null
CREATE INDEX failure_resolved_by_channel on failure (channel_key, failed_at, is_urgent, kind, resolved_at) where resolved_at is not null
CREATE INDEX failure_resolved_newest on failure (failed_at, resolved_at) where resolved_at is not null
CREATE INDEX failure_ungrouped on failure (failure_key) where group_key is null
CREATE INDEX group_count_open on group_count (group_key) where open > 0
CREATE INDEX header_by_channel on header (channel_key, received_at, header_key)
CREATE INDEX header_by_control_id on header (message_control_id) where message_control_id is not null
CREATE INDEX header_by_parent on header (parent_id, parent_channel_key) where parent_id is not null
CREATE INDEX header_by_refers_to on header (refers_to) where refers_to is not null
CREATE INDEX header_newest on header (received_at, header_key)
CREATE INDEX header_unsettled on header (channel_key, native_id) where status in ('processing', 'waiting', 'failed')
CREATE TABLE body ( body_key integer primary key, channel_key integer not null references channel, native_id text not null, connector_id text not null, stage text not null, bytes blob not null, encoding text, fidelity text not null, kept_at integer not null, unique (channel_key, native_id, connector_id, stage) ) strict
CREATE TABLE body_block ( block integer primary key, oldest_at integer not null, newest_at integer not null ) strict
CREATE VIRTUAL TABLE body_trigram using fts5 ( text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram' )
CREATE TABLE 'body_trigram_config'(k PRIMARY KEY, v) WITHOUT ROWID
CREATE TABLE 'body_trigram_data'(id INTEGER PRIMARY KEY, block BLOB)
CREATE TABLE 'body_trigram_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)
CREATE TABLE 'body_trigram_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID
CREATE VIRTUAL TABLE body_word using fts5 ( text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 tokenchars '-_.+'" )
CREATE TABLE 'body_word_config'(k PRIMARY KEY, v) WITHOUT ROWID
CREATE TABLE 'body_word_data'(id INTEGER PRIMARY KEY, block BLOB)
CREATE TABLE 'body_word_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)
CREATE TABLE 'body_word_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID
CREATE TABLE channel ( channel_key integer primary key, connection_id text not null, channel_id text not null, name text not null, unique (connection_id, channel_id) ) strict
CREATE TABLE channel_count ( channel_key integer not null, kind text not null, total integer not null, open integer not null, urgent_total integer not null, urgent_open integer not null, primary key (channel_key, kind) ) strict, without rowid
CREATE TABLE failure ( failure_key integer primary key, failure_id text not null unique, channel_key integer not null references channel, native_id text not null, connector_name text not null, connector_ids text not null, missing_connector_ids text not null, kind text not null, one_line text not null, target text, failed_at integer not null, received_at integer not null, send_attempts integer not null, is_urgent integer not null, message_control_id text, message_type text, sender text, receiver text, message_at integer, size_bytes integer, replay_state text, resolved_at integer , group_key integer references failure_group, handled_at integer, own_state text, own_owner text, own_until_at integer, own_at integer) strict
CREATE TABLE failure_block ( block integer primary key, oldest_at integer not null, newest_at integer not null ) strict
CREATE TABLE failure_group ( group_key integer primary key, group_id text not null unique, cause text not null, sample text not null ) strict
CREATE TABLE failure_key ( failure_key integer not null, purpose text not null, hash blob not null, primary key (failure_key, purpose, hash) ) strict, without rowid
CREATE VIRTUAL TABLE failure_trigram using fts5 ( text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram' )
CREATE TABLE 'failure_trigram_config'(k PRIMARY KEY, v) WITHOUT ROWID
CREATE TABLE 'failure_trigram_data'(id INTEGER PRIMARY KEY, block BLOB)
CREATE TABLE 'failure_trigram_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)
CREATE TABLE 'failure_trigram_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID
CREATE TABLE group_count ( group_key integer not null, channel_key integer not null, message_type text not null, sender text not null, total integer not null, open integer not null, urgent integer not null, first_at integer not null, last_at integer not null, primary key (group_key, channel_key, message_type, sender) ) strict, without rowid
CREATE TABLE header ( header_key integer primary key, channel_key integer not null references channel, native_id integer not null, route_key integer not null references header_route, status text not null, received_at integer not null, message_control_id text, keys blob, role text, version text, version_at integer, is_urgent integer not null default 0, is_read integer not null default 0, report blob, refers_to text, receipt text, recipients_key integer, requesters_key integer, destinations_key integer, ended_at integer, parent_channel_key integer, parent_id integer, is_copy integer not null default 0, patient_count integer not null default 0, order_count integer not null default 0, unique (channel_key, native_id) ) strict
CREATE TABLE header_key ( hash blob not null, header_key integer not null, primary key (hash, header_key) ) strict, without rowid
CREATE TABLE header_route ( route_key integer primary key, message_type text not null, sender text not null, receiver text not null, unique (message_type, sender, receiver) ) strict
CREATE TABLE trace_text ( text_key integer primary key, text text not null unique ) strict
CREATE TRIGGER channel_counted after insert on failure begin insert into channel_count (channel_key, kind, total, open, urgent_total, urgent_open) values (new.channel_key, new.kind, 1, new.resolved_at is null, new.is_urgent, new.resolved_at is null and new.is_urgent = 1) on conflict do update set total = total + 1, open = open + excluded.open, urgent_total = urgent_total + excluded.urgent_total, urgent_open = urgent_open + excluded.urgent_open; end
CREATE TRIGGER channel_recounted after update of channel_key, kind, resolved_at, is_urgent on failure begin update channel_count set total = total - 1, open = open - (old.resolved_at is null), urgent_total = urgent_total - old.is_urgent, urgent_open = urgent_open - (old.resolved_at is null and old.is_urgent = 1) where channel_key = old.channel_key and kind = old.kind; insert into channel_count (channel_key, kind, total, open, urgent_total, urgent_open) values (new.channel_key, new.kind, 1, new.resolved_at is null, new.is_urgent, new.resolved_at is null and new.is_urgent = 1) on conflict do update set total = total + 1, open = open + excluded.open, urgent_total = urgent_total + excluded.urgent_total, urgent_open = urgent_open + excluded.urgent_open; end
CREATE TRIGGER channel_uncounted after delete on failure begin update channel_count set total = total - 1, open = open - (old.resolved_at is null), urgent_total = urgent_total - old.is_urgent, urgent_open = urgent_open - (old.resolved_at is null and old.is_urgent = 1) where channel_key = old.channel_key and kind = old.kind; end
CREATE TRIGGER failure_counted after insert on failure when new.group_key is not null begin insert into group_count (group_key, channel_key, message_type, sender, total, open, urgent, first_at, last_at) values (new.group_key, new.channel_key, coalesce(new.message_type, ''), coalesce(new.sender, ''), 1, new.resolved_at is null, new.resolved_at is null and new.is_urgent = 1, new.failed_at, new.failed_at) on conflict do update set total = total + 1, open = open + excluded.open, urgent = urgent + excluded.urgent, first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at); end
CREATE TRIGGER failure_recounted after update of group_key, channel_key, message_type, sender, resolved_at, is_urgent, failed_at on failure begin update group_count set total = total - 1, open = open - (old.resolved_at is null), urgent = urgent - (old.resolved_at is null and old.is_urgent = 1) where group_key = old.group_key and channel_key = old.channel_key and message_type = coalesce(old.message_type, '') and sender = coalesce(old.sender, ''); insert into group_count (group_key, channel_key, message_type, sender, total, open, urgent, first_at, last_at) select new.group_key, new.channel_key, coalesce(new.message_type, ''), coalesce(new.sender, ''), 1, new.resolved_at is null, new.resolved_at is null and new.is_urgent = 1, new.failed_at, new.failed_at where new.group_key is not null on conflict do update set total = total + 1, open = open + excluded.open, urgent = urgent + excluded.urgent, first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at); end
CREATE TRIGGER failure_uncounted after delete on failure when old.group_key is not null begin update group_count set total = total - 1, open = open - (old.resolved_at is null), urgent = urgent - (old.resolved_at is null and old.is_urgent = 1) where group_key = old.group_key and channel_key = old.channel_key and message_type = coalesce(old.message_type, '') and sender = coalesce(old.sender, ''); end
