CREATE INDEX failure_key_by_hash on failure_key (hash)
CREATE INDEX failure_newest on failure (failed_at)
CREATE INDEX failure_open_by_channel on failure (channel_key, failed_at, is_urgent, kind, resolved_at) where resolved_at is null
CREATE INDEX failure_open_newest on failure (failed_at, resolved_at) where resolved_at is null
CREATE TABLE body ( body_key integer primary key, channel_key integer not null references channel, native_id text not null, connector_id text not null, stage text not null, bytes blob not null, encoding text, fidelity text not null, kept_at integer not null, unique (channel_key, native_id, connector_id, stage) ) strict
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
CREATE TABLE failure ( failure_key integer primary key, failure_id text not null unique, channel_key integer not null references channel, native_id text not null, connector_name text not null, connector_ids text not null, missing_connector_ids text not null, kind text not null, one_line text not null, target text, failed_at integer not null, received_at integer not null, send_attempts integer not null, is_urgent integer not null, message_control_id text, message_type text, sender text, receiver text, message_at integer, size_bytes integer, replay_state text, resolved_at integer ) strict
CREATE TABLE failure_key ( failure_key integer not null, purpose text not null, hash blob not null, primary key (failure_key, purpose, hash) ) strict, without rowid
