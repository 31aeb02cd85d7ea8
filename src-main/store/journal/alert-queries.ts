/** Statements about alerts, silences and deliveries. */

export const insertAlert = `
  insert into alert
    (alert_id, environment, rule, connection_id, channel_id, subject_name, engine_name, fired_at, late_from, late_to)
  values (@alertId, @environment, @rule, @connectionId, @channelId, @subjectName, @engineName, @firedAt, @lateFrom, @lateTo)`;
export const insertAlertStep = `
  insert into alert_step (alert_id, at, act, account_id, person, value, note_sealed)
  values (@alertId, @at, @act, @accountId, @person, @value, @noteSealed)`;
export const upsertAlertHead = `
  insert into alert_head
    (alert_id, state, severity, value, params, acknowledged_at, account_id, person, resolved_at, notified_at, escalated_at)
  values
    (@alertId, @state, @severity, @value, @params, @acknowledgedAt, @accountId, @person, @resolvedAt, @notifiedAt, @escalatedAt)
  on conflict (alert_id) do update set state = excluded.state, severity = excluded.severity, value = excluded.value,
    params = excluded.params, acknowledged_at = excluded.acknowledged_at, account_id = excluded.account_id, person = excluded.person,
    resolved_at = excluded.resolved_at, notified_at = excluded.notified_at, escalated_at = excluded.escalated_at`;

const columns = `
  a.alert_id, a.environment, a.rule, a.connection_id, a.channel_id, a.subject_name, a.engine_name, a.fired_at, a.late_from, a.late_to,
  h.state, h.severity, h.value, h.params, h.acknowledged_at, h.account_id, h.person, h.resolved_at, h.notified_at, h.escalated_at`;

export const listOpenAlerts = `
  select ${columns} from alert_head h indexed by alert_head_open cross join alert a on a.alert_id = h.alert_id
  where h.resolved_at is null`;
/** Newest first, those before the place of the cursor. */
export const listAlerts = `
  select ${columns} from alert a indexed by alert_newest cross join alert_head h on h.alert_id = a.alert_id
  where a.environment = @environment and a.fired_at <= @firedAt and (a.fired_at < @firedAt or a.alert_id < @alertId)
  order by a.fired_at desc, a.alert_id desc limit @limit`;
export const getAlert = `
  select ${columns} from alert a cross join alert_head h on h.alert_id = a.alert_id where a.alert_id = @alertId`;
export const listAlertSteps = `
  select step, at, act, account_id, person, value, note_sealed from alert_step where alert_id = @alertId order by step limit 500`;

export const insertSilence = `
  insert into alert_silence
    (silence_id, kind, connection_id, channel_id, rule_id, from_at, until_at, made_at, account_id, person, reason_sealed)
  values (@silenceId, @kind, @connectionId, @channelId, @ruleId, @from, @until, @madeAt, @accountId, @person, @reasonSealed)`;
export const insertSilenceEnd = `
  insert or ignore into alert_silence_end (silence_id, at, account_id, person) values (@silenceId, @at, @accountId, @person)`;
const silenceColumns = `
  s.silence_id, s.kind, s.connection_id, s.channel_id, s.rule_id, s.from_at, s.until_at, s.made_at, s.account_id, s.person,
  s.reason_sealed, e.at as ended_at`;
export const getSilence = `
  select ${silenceColumns} from alert_silence s left join alert_silence_end e on e.silence_id = s.silence_id
  where s.silence_id = @silenceId`;
/** Those that are not over at `now`. */
export const listSilences = `
  select ${silenceColumns} from alert_silence s indexed by alert_silence_by_end
    left join alert_silence_end e on e.silence_id = s.silence_id
  where s.until_at > @now and e.silence_id is null order by s.until_at limit 500`;

export const insertDelivery = `
  insert into alert_delivery (at, target_id, target_name, kind, what, alert_ids, attempt, outcome, detail)
  values (@at, @targetId, @targetName, @kind, @what, @alertIds, @attempt, @outcome, @detail)`;
export const listDeliveries = `
  select at, target_id as targetId, target_name as targetName, kind, what, alert_ids as alertIds, attempt, outcome, detail
  from alert_delivery where delivery > 0 order by delivery desc limit @limit`;

export type AlertRow = {
  alert_id: string;
  environment: string;
  rule: string;
  connection_id: string;
  channel_id: string | null;
  subject_name: string;
  engine_name: string;
  fired_at: number;
  late_from: number | null;
  late_to: number | null;
  state: string;
  severity: string;
  value: number;
  params: string;
  acknowledged_at: number | null;
  account_id: string | null;
  person: string | null;
  resolved_at: number | null;
  notified_at: number | null;
  escalated_at: number | null;
};
export type AlertStepRow = {
  step: number;
  at: number;
  act: string;
  account_id: string | null;
  person: string | null;
  value: number | null;
  note_sealed: Uint8Array | null;
};
export type SilenceRow = {
  silence_id: string;
  kind: string;
  connection_id: string | null;
  channel_id: string | null;
  rule_id: string | null;
  from_at: number;
  until_at: number;
  made_at: number;
  account_id: string;
  person: string;
  reason_sealed: Uint8Array | null;
  ended_at: number | null;
};
