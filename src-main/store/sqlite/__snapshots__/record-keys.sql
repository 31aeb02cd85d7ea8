CREATE INDEX record_key_by_time on record_key (made_at)
CREATE TABLE record_key ( record_id text primary key, key blob not null, made_at integer not null ) strict, without rowid
