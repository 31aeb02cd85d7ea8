/** Statements on `index.db` about what is awaited. Each list of values is a JSON array. */

const own = `expectation_key, hash, main_hash, patients, relation_key, person, native_id, control_id, is_urgent, ordered_at, reordered_at,
  cancelled_at, seen_at, preliminary_at, final_at, last_final_at, answer_place, newest_at`;

export const expectationsOfHash = `
  select ${own} from expectation indexed by expectation_by_hash where hash = @hash and kind = @kind`;
export const expectationsBesides = `
  select ${own} from expectation indexed by expectation_by_main_hash
  where main_hash = @mainHash and kind = @kind and main_hash <> hash`;

export const insertExpectation = `
  insert into expectation (kind, hash, main_hash, newest_at) values (@kind, @hash, @hash, 0)`;
export const updateExpectation = `
  update expectation set main_hash = @main_hash, patients = @patients, relation_key = @relation_key, person = @person, native_id = @native_id,
    control_id = @control_id, is_urgent = @is_urgent, ordered_at = @ordered_at, reordered_at = @reordered_at, cancelled_at = @cancelled_at,
    seen_at = @seen_at, preliminary_at = @preliminary_at, final_at = @final_at, last_final_at = @last_final_at,
    answer_place = @answer_place, newest_at = @newest_at
  where expectation_key = @expectation_key`;
export const setExpectationState = `
  update expectation set state = @state, awaited_from = @awaitedFrom, answered_at = @answeredAt, answered_in = @answeredIn
  where expectation_key = @key`;

export const findRelation = `
  select relation_key from expectation_relation where kind = @kind and connection_id = @connectionId and channel_id = @channelId and sender = @sender
    and receiver = @receiver and message_type = @messageType and test_group = @testGroup`;
export const insertRelation = `
  insert into expectation_relation (kind, connection_id, channel_id, sender, receiver, message_type, test_group, channel_name)
  values (@kind, @connectionId, @channelId, @sender, @receiver, @messageType, @testGroup, @channelName)`;

export const deleteOldExpectations = `
  delete from expectation where expectation_key in
    (select expectation_key from expectation indexed by expectation_by_age where newest_at < @before limit @limit)`;
export const deleteExpectationsOfConnection = `
  delete from expectation where expectation_key in (
    select e.expectation_key from expectation_relation r cross join expectation e indexed by expectation_open
      on e.relation_key = r.relation_key and e.state > 0 where r.connection_id = @connectionId)`;

export const listRelations = `
  select relation_key, kind, connection_id, channel_id, sender, receiver, message_type, test_group, channel_name
  from expectation_relation where connection_id in (select value from json_each(@connectionIds))`;
export const listAnswered = `
  select is_urgent, awaited_from, answered_at, answered_in from expectation indexed by expectation_answered
  where relation_key = @relationKey and answered_at >= @since and answered_at is not null order by answered_at desc limit @limit`;
/** By a pass over one index, without the rows. */
export const countOpen = `
  select relation_key, is_urgent, count(*) as count, min(awaited_from) as oldest
  from expectation indexed by expectation_open where state > 0 group by relation_key, is_urgent`;

/**
 * `asked`: `[relation_key, is_urgent, from, to, waitMs]`, each a stretch of `awaited_from` of which what is open is overdue: after `from`, up to `to`. `handled`: ids left out.
 */
const asked = `
  from json_each(@asked) a cross join expectation e indexed by expectation_open
    on e.relation_key = a.value ->> 0 and e.is_urgent = a.value ->> 1 and e.state > 0
      and e.awaited_from >= a.value ->> 2 and e.awaited_from <= a.value ->> 3`;
const idOf = `e.kind || lower(hex(e.hash)) || lower(hex(ifnull(e.person, '')))`;
const notHandled = `(@hasHandled = 0 or ${idOf} not in (select value from json_each(@handled)))`;

export const listOverdue = `
  select ${idOf} as id, e.expectation_key, e.relation_key, e.native_id, e.control_id, e.is_urgent, e.state, e.awaited_from,
    e.awaited_from + (a.value ->> 4) as due_at ${asked}
  where ${notHandled} and (@state = 0 or e.state = @state)
    and (-e.is_urgent, e.awaited_from + (a.value ->> 4), e.expectation_key) > (@afterUrgent, @afterDue, @afterKey)
  order by -e.is_urgent, e.awaited_from + (a.value ->> 4), e.expectation_key limit @limit`;
export const countOverdue = `
  select e.relation_key, e.is_urgent, count(*) as count ${asked} where ${notHandled} and (@state = 0 or e.state = @state) group by e.relation_key, e.is_urgent`;
export const findExpectation = `
  select ${idOf} as id, r.connection_id, r.channel_id, e.native_id from expectation e indexed by expectation_by_hash
    cross join expectation_relation r on r.relation_key = e.relation_key
  where e.hash = @hash and e.kind = @kind`;

export const listWatched = `
  select connection_id, channel_id, spans, newest_id, watched_from, watched_to from header_coverage where connection_id = @connectionId`;
export const findWatched = `
  select connection_id, channel_id, spans, newest_id, watched_from, watched_to from header_coverage
  where connection_id = @connectionId and channel_id = @channelId`;

/** One number as it is kept; see migration 004 of the index. */
export type ExpectationRow = {
  expectation_key: number;
  hash: Uint8Array;
  main_hash: Uint8Array;
  patients: Uint8Array | null;
  relation_key: number | null;
  person: Uint8Array | null;
  native_id: number | null;
  control_id: string | null;
  is_urgent: number;
  ordered_at: number | null;
  reordered_at: number | null;
  cancelled_at: number | null;
  seen_at: number | null;
  preliminary_at: number | null;
  final_at: number | null;
  last_final_at: number | null;
  answer_place: string | null;
  newest_at: number;
};

export type RelationRow = {
  relation_key: number;
  kind: string;
  connection_id: string;
  channel_id: string;
  sender: string;
  receiver: string;
  message_type: string;
  test_group: string;
  channel_name: string;
};

export type OverdueRow = {
  id: string;
  expectation_key: number;
  relation_key: number;
  native_id: number;
  control_id: string | null;
  is_urgent: number;
  state: number;
  awaited_from: number;
  due_at: number;
};

export type WatchedRow = {
  connection_id: string;
  channel_id: string;
  spans: string;
  newest_id: number | null;
  watched_from: number | null;
  watched_to: number | null;
};
