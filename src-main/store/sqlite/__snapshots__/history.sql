CREATE INDEX run_by_end on run (to_at)
CREATE TABLE channel ( channel_key integer primary key, connection_id text not null, channel_id text not null, last_received_at integer, last_sent_at integer, unique (connection_id, channel_id) ) strict
CREATE TABLE rollup ( step_ms integer not null, channel_key integer not null references channel, at integer not null, received integer not null, sent integer not null, errored integer not null, filtered integer not null, queued integer not null, queued_most integer not null, watched_minutes integer not null, primary key (step_ms, channel_key, at) ) strict, without rowid
CREATE TABLE run ( run_id text primary key, from_at integer not null, to_at integer not null ) strict, without rowid
