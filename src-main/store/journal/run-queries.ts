/** Statements about runs. */

export const findRunByRequest = `select run_id from replay_run where request_id = @requestId`;

export const insertRun = `
  insert into replay_run (run_id, request_id, created_at, person, facts)
  values (@runId, @requestId, @createdAt, @person, @facts)`;
export const insertRunHead = `
  insert into replay_run_head (run_id, created_at, state, changed_at, settings)
  values (@runId, @createdAt, @state, @createdAt, @settings)`;
export const insertRunStep = `
  insert into replay_run_step (run_id, step, at, person, state, pause_reason)
  select @runId, coalesce(max(step), 0) + 1, @at, @person, @state, @pauseReason from replay_run_step where run_id = @runId`;
export const insertRunItem = `
  insert into replay_run_item (run_id, ordinal, connection_id, channel_id, native_id, failure_id, channel_name, message_type, class,
    is_urgent, at, chain, state, why, attempt, replay_id)
  values (@runId, @ordinal, @connectionId, @channelId, @nativeId, @failureId, @channelName, @messageType, @class,
    @isUrgent, @at, @chain, @state, @why, @attempt, @replayId)`;

export const updateRunHead = `
  update replay_run_head set state = @state, pause_reason = @pauseReason, changed_at = @at where run_id = @runId`;
export const updateRunStart = `
  update replay_run_head set settings = @settings, reason_sealed = coalesce(@reasonSealed, reason_sealed) where run_id = @runId`;
export const updateRunItem = `
  update replay_run_item set state = @state, why = @why, attempt = @attempt, replay_id = @replayId
  where run_id = @runId and ordinal = @ordinal`;

/** What a death can have left behind: at most the few that were in work, and what was not on the disk yet. */
export const listNewestSent = `
  select r.request_id, h.replay_id from replay_head h indexed by replay_head_newest cross join replay r on r.replay_id = h.replay_id
  where h.created_at <= @at and h.state not in ('planned', 'claimed', 'intent-journaled', 'rejected')
  order by h.created_at desc, h.replay_id desc limit 500`;
export const linkRunItem = `
  update replay_run_item set state = 'sent', why = null, replay_id = @replayId
  where run_id = @runId and ordinal = @ordinal and attempt = @attempt and state = 'waiting'`;
const runColumns = `
  h.run_id, h.created_at, r.person, r.facts, h.state, h.pause_reason, h.changed_at, h.settings, h.reason_sealed`;

export const getRun = `
  select ${runColumns} from replay_run_head h join replay_run r on r.run_id = h.run_id where h.run_id = @runId`;

export const listRuns = `
  select ${runColumns} from replay_run_head h indexed by replay_run_head_newest cross join replay_run r on r.run_id = h.run_id
  where h.created_at <= @at and (h.created_at < @at or h.run_id < @id) order by h.created_at desc, h.run_id desc limit @limit`;

export const listActiveRuns = `
  select h.run_id from replay_run_head h indexed by replay_run_head_active where h.state in ('testing', 'running') order by h.created_at`;

/** A handful among the runs there have ever been, read at the start of a core only. */
export const listScheduledRuns = `select run_id from replay_run_head where state = 'scheduled' order by created_at`;

export const listRunSteps = `
  select at, person, state, pause_reason from replay_run_step where run_id = @runId order by step`;

const itemColumns = `
  i.ordinal, i.connection_id, i.channel_id, i.native_id, i.failure_id, i.channel_name, i.message_type, i.class, i.is_urgent, i.at,
  i.chain, i.state, i.why, i.attempt, i.replay_id, h.state as replay_state`;
const withLedger = `left join replay_head h on h.replay_id = i.replay_id`;

export const listRunItems = `
  select ${itemColumns} from replay_run_item i ${withLedger}
  where i.run_id = @runId and i.ordinal > @after order by i.ordinal limit @limit offset @skip`;

export const listRunOutcomes = `
  select ${itemColumns}, h.sent_at, h.settled_at, h.new_native_id from replay_run_item i ${withLedger}
  where i.run_id = @runId and i.ordinal > @after order by i.ordinal limit @limit`;

/** By where they stand; `state` names one of the run's own states. */
export const listRunItemsStanding = `
  select ${itemColumns} from replay_run_item i ${withLedger}
  where i.run_id = @runId and i.ordinal > @after and i.state = @only order by i.ordinal limit @limit offset @skip`;

/** By what the ledger says of those that were sent. */
export const listRunItemsBecome = `
  select ${itemColumns} from replay_run_item i join replay_head h on h.replay_id = i.replay_id
  where i.run_id = @runId and i.ordinal > @after and i.state = 'sent' and h.state = @only order by i.ordinal limit @limit offset @skip`;

export const listWaitingItems = `
  select ${itemColumns} from replay_run_item i indexed by replay_run_item_waiting ${withLedger}
  where i.run_id = @runId and i.state = 'waiting' and i.ordinal > @after order by i.ordinal limit @limit`;

export const countRunItems = `
  select i.state, h.state as replay_state, count(*) as count from replay_run_item i ${withLedger}
  where i.run_id = @runId group by i.state, h.state`;

export const countLeftOut = `
  select i.class, json_extract(i.why, '$.key') as key, count(*) as count from replay_run_item i
  where i.run_id = @runId and i.state = 'left-out' group by 1, 2 order by count(*) desc limit 100`;

export type SentRow = { request_id: string; replay_id: string };
export type RunRow = {
  run_id: string;
  created_at: number;
  person: string;
  facts: string;
  state: string;
  pause_reason: string | null;
  changed_at: number;
  settings: string;
  reason_sealed: Uint8Array | null;
};
export type RunItemRow = {
  ordinal: number;
  connection_id: string;
  channel_id: string;
  native_id: string;
  failure_id: string;
  channel_name: string;
  message_type: string | null;
  class: string;
  is_urgent: number;
  at: number;
  chain: number;
  state: string;
  why: string | null;
  attempt: number;
  replay_id: string | null;
  replay_state: string | null;
};
export type RunOutcomeRow = RunItemRow & {
  sent_at: number | null;
  settled_at: number | null;
  new_native_id: string | null;
};
