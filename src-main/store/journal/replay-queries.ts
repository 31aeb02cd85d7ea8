export const findByRequest = `select replay_id from replay where request_id = @requestId`;

export const findClaim = `
  select replay_id from replay_head
  where connection_id = @connectionId and channel_id = @channelId and native_id = @nativeId and is_claiming = 1`;

export const insertReplay = `
  insert into replay (replay_id, request_id, connection_id, channel_id, native_id, failure_id, channel_name, is_edited, person,
    destination_ids, target_connection_id, body_hash, created_at, reason_sealed, sent_bytes_sealed, changes_sealed)
  values (@replayId, @requestId, @connectionId, @channelId, @nativeId, @failureId, @channelName, @isEdited, @person,
    @destinationIds, @targetConnectionId, @bodyHash, @createdAt, @reasonSealed, @sentBytesSealed, @changesSealed)`;

export const insertHead = `
  insert into replay_head (replay_id, connection_id, channel_id, native_id, created_at, state, is_claiming, is_settled, boot_id,
    new_native_id, sent_at, settled_at, evidence, error_one_line)
  values (@replayId, @connectionId, @channelId, @nativeId, @createdAt, @state, @isClaiming, @isSettled, @bootId,
    @newNativeId, @sentAt, @settledAt, @evidence, @errorOneLine)`;

export const updateHead = `
  update replay_head set state = @state, is_claiming = @isClaiming, is_settled = @isSettled, boot_id = @bootId,
    new_native_id = @newNativeId, sent_at = @sentAt, settled_at = @settledAt, evidence = @evidence,
    error_one_line = @errorOneLine
  where replay_id = @replayId`;

export const updateSettledReason = `
  update replay_head set settled_reason_sealed = @settledReasonSealed where replay_id = @replayId`;

export const insertStep = `
  insert into replay_step (replay_id, at, state, boot_id, patch) values (@replayId, @at, @state, @bootId, @patch)`;

const replayColumns = `
  h.replay_id, r.request_id, h.connection_id, h.channel_id, h.native_id, r.failure_id, r.channel_name, h.state, h.boot_id,
  r.is_edited, r.person, r.destination_ids, r.target_connection_id, r.body_hash, h.created_at, h.new_native_id, h.sent_at, h.settled_at, h.evidence,
  h.error_one_line, h.settled_reason_sealed, r.reason_sealed`;

export const getReplay = `
  select ${replayColumns} from replay_head h join replay r on r.replay_id = h.replay_id where h.replay_id = @replayId`;

/** What changes of a replay, and whose it is: content of a person's is opened only where it was settled by one. */
export const getHead = `
  select replay_id, connection_id, channel_id, native_id, state, boot_id, new_native_id, sent_at, settled_at, evidence, error_one_line,
    settled_reason_sealed
  from replay_head where replay_id = @replayId`;

export const listStates = `
  select replay_id, state from replay_head where replay_id in (select value from json_each(@replayIds))`;

/** Copies that a replay made and that failed again, of one message. */
export const listFailedCopies = `
  select new_native_id from replay_head
  where connection_id = @connectionId and channel_id = @channelId and native_id = @nativeId
    and state = 'failed-again' and new_native_id is not null`;

export const getContent = `select sent_bytes_sealed, changes_sealed from replay where replay_id = @replayId`;

const older = `(h.created_at < @at or (h.created_at = @at and h.replay_id < @id))`;

export const listOpen = `
  select ${replayColumns} from replay_head h indexed by replay_head_open cross join replay r on r.replay_id = h.replay_id
  where h.is_settled = 0 and h.created_at <= @at and ${older} order by h.created_at desc, h.replay_id desc limit @limit`;

export const listAll = `
  select ${replayColumns} from replay_head h indexed by replay_head_newest cross join replay r on r.replay_id = h.replay_id
  where h.created_at <= @at and ${older} order by h.created_at desc, h.replay_id desc limit @limit`;

export const countOpen = `select count(*) as count from replay_head indexed by replay_head_open where is_settled = 0`;

export const listOfMessage = `
  select ${replayColumns} from replay_head h join replay r on r.replay_id = h.replay_id
  where h.connection_id = @connectionId and h.channel_id = @channelId and h.native_id = @nativeId
  order by h.created_at desc, h.replay_id desc`;

/** Only what is not settled can have been cut off; that list is short. */
export const listInterrupted = `
  select replay_id, state, boot_id from replay_head indexed by replay_head_open
  where is_settled = 0 and state in ('claimed', 'intent-journaled', 'in-air')`;

export type HeadRow = {
  replay_id: string;
  connection_id: string;
  channel_id: string;
  native_id: string;
  state: string;
  boot_id: string | null;
  new_native_id: string | null;
  sent_at: number | null;
  settled_at: number | null;
  evidence: string;
  error_one_line: string | null;
  settled_reason_sealed: Uint8Array | null;
};

export type ReplayRow = {
  replay_id: string;
  request_id: string;
  connection_id: string;
  channel_id: string;
  native_id: string;
  failure_id: string | null;
  channel_name: string;
  state: string;
  boot_id: string | null;
  is_edited: number;
  person: string;
  destination_ids: string | null;
  target_connection_id: string | null;
  body_hash: string | null;
  created_at: number;
  new_native_id: string | null;
  sent_at: number | null;
  settled_at: number | null;
  evidence: string;
  error_one_line: string | null;
  reason_sealed: Uint8Array | null;
  settled_reason_sealed: Uint8Array | null;
};
