CREATE TABLE header_coverage ( connection_id text not null, channel_id text not null, spans text not null, newest_id integer, asked_at integer not null, unread_count integer not null, primary key (connection_id, channel_id) ) strict, without rowid
CREATE TABLE partition ( number integer primary key autoincrement, file_name text not null unique, wrapped_key blob not null, created_at integer not null, newest_at integer not null, body_count integer not null ) strict
CREATE TABLE sqlite_sequence(name,seq)
CREATE TABLE sync_cursor ( connection_id text not null, channel_id text not null, after_native_id text, errored_counter integer not null, synced_at integer not null, primary key (connection_id, channel_id) ) strict, without rowid
