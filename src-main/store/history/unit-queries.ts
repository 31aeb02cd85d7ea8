/** Statements about findings of measurement units. */

export const findChannelKey = `
  select channel_key as channelKey from channel where connection_id = @connectionId and channel_id = @channelId`;

/** The stretch that begins at the id or last before it. */
export const findLooked = `
  select from_id as fromId, to_id as toId from unit_looked
  where channel_key = @channelKey and from_id <= @id order by from_id desc limit 1`;
export const deleteLookedWithin = `
  delete from unit_looked where channel_key = @channelKey and from_id >= @fromId and from_id <= @toId + 1
  returning to_id as toId`;
export const deleteLooked = `delete from unit_looked where channel_key = @channelKey and from_id = @fromId`;
export const insertLooked = `
  insert into unit_looked (channel_key, from_id, to_id) values (@channelKey, @fromId, @toId)`;
export const deleteAllLooked = `delete from unit_looked where channel_key = @channelKey`;

export const findFinding = `
  select finding_key as findingKey, patients, typical from unit_finding where finding_id = @findingId`;
export const countFindings = `select count(*) as count from unit_finding where channel_key = @channelKey`;
export const insertFinding = `
  insert into unit_finding
    (finding_id, channel_key, sender, code_system, code, code_name, unit, expected, judgement, is_work, messages, measurements, urgent, patients,
     first_at, last_at, typical)
  values
    (@findingId, @channelKey, @sender, @codeSystem, @code, @name, @unit, @expected, @judgement, @isWork, 0, 0, 0, 0, @firstAt, @lastAt, '[]')
  returning finding_key as findingKey`;
export const addToFinding = `
  update unit_finding set messages = messages + @messages, measurements = measurements + @measurements, urgent = urgent + @urgent,
    patients = patients + @patients, first_at = min(first_at, @firstAt), last_at = max(last_at, @lastAt), typical = @typical
  where finding_key = @findingKey`;
export const addToDay = `
  insert into unit_finding_day (finding_key, day, messages, urgent) values (@findingKey, @day, @messages, @urgent)
  on conflict do update set messages = messages + excluded.messages, urgent = urgent + excluded.urgent`;
export const trimDays = `delete from unit_finding_day where finding_key = @findingKey and day <= @before`;
export const addPatient = `
  insert or ignore into unit_finding_patient (finding_key, hash) values (@findingKey, @hash)`;
export const addSample = `
  insert or ignore into unit_finding_sample (finding_key, native_id, received_at) values (@findingKey, @nativeId, @receivedAt)`;
/** Ids grow with the messages of a channel: the highest five are the newest. */
export const trimSamples = `
  delete from unit_finding_sample where finding_key = @findingKey and native_id not in
    (select native_id from unit_finding_sample where finding_key = @findingKey order by native_id desc limit 5)`;

const columns = `
  f.finding_id as findingId, c.connection_id as connectionId, c.channel_id as channelId, f.sender, f.code_system as codeSystem, f.code,
  f.code_name as name, f.unit, f.expected, f.judgement, f.messages, f.measurements, f.urgent, f.patients, f.first_at as firstAt,
  f.last_at as lastAt, f.typical`;

export const listWork = `
  select ${columns} from unit_finding f indexed by unit_finding_work cross join channel c on c.channel_key = f.channel_key
  where f.is_work = 1 and c.connection_id in (select value from json_each(@connectionIds))
  order by f.urgent desc, f.messages desc limit @limit`;
export const countInOrder = `
  select c.connection_id as connectionId, c.channel_id as channelId, sum(f.messages) as messages
  from channel c cross join unit_finding f indexed by unit_finding_by_code on f.channel_key = c.channel_key
  where c.connection_id in (select value from json_each(@connectionIds)) and f.is_work = 0
  group by c.channel_key`;
export const getFinding = `
  select f.finding_key as findingKey, f.channel_key as channelKey, ${columns}
  from unit_finding f cross join channel c on c.channel_key = f.channel_key where f.finding_id = @findingId`;
export const listDays = `
  select day, messages, urgent from unit_finding_day where finding_key = @findingKey and day > @after order by day`;
export const listSamples = `
  select native_id as nativeId, received_at as receivedAt from unit_finding_sample where finding_key = @findingKey
  order by native_id desc`;
export const sumInOrder = `
  select coalesce(sum(messages), 0) as messages from unit_finding indexed by unit_finding_by_code
  where channel_key = @channelKey and sender = @sender and code_system = @codeSystem and code = @code and is_work = 0`;
