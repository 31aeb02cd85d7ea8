/** Statements on incidents, their timelines and handovers. */

export const insertIncident = `
  insert into incident (incident_id, year, count, environment, opened_at, account_id, person)
  values (@incidentId, @year, @count, @environment, @openedAt, @accountId, @person)`;
export const lastIncidentOfYear = `select max(count) as count from incident where year = @year`;
export const upsertIncidentHead = `
  insert into incident_head (incident_id, environment, opened_at, is_open, head, words_sealed)
  values (@incidentId, @environment, @openedAt, @isOpen, @head, @wordsSealed)
  on conflict (incident_id) do update set is_open = excluded.is_open, head = excluded.head, words_sealed = excluded.words_sealed`;
export const insertIncidentLink = `
  insert or ignore into incident_link (kind, target, incident_id) values (@kind, @target, @incidentId)`;

const headColumns = 'h.incident_id, h.opened_at, h.head, h.words_sealed';
export const getIncident = `select ${headColumns} from incident_head h where h.incident_id = @incidentId`;
export const listOpenIncidents = `
  select ${headColumns} from incident_head h indexed by incident_head_by_state
  where h.environment in ('PRODUCTION', 'TEST', 'PRACTICE') and h.is_open = 1 limit 500`;
export const listIncidents = `
  select ${headColumns} from incident_head h indexed by incident_head_by_state
  where h.environment = @environment and h.is_open = @isOpen and (h.opened_at, h.incident_id) < (@beforeAt, @beforeId)
  order by h.opened_at desc, h.incident_id desc limit @limit`;
export const listIncidentsOfLink = `
  select ${headColumns} from incident_link l cross join incident_head h on h.incident_id = l.incident_id
  where l.kind = @kind and l.target = @target limit 200`;

/** One line for one happening. */
export const insertIncidentEntry = `
  insert or ignore into incident_entry (incident_id, at, kind, account_id, person, facts, source, text_sealed)
  values (@incidentId, @at, @kind, @accountId, @person, @facts, @source, @textSealed)`;
export const listIncidentEntries = `
  select entry, at, kind, account_id, person, facts, text_sealed from incident_entry indexed by incident_entry_by_time
  where incident_id = @incidentId and (at, entry) < (@beforeAt, @beforeEntry) order by at desc, entry desc limit @limit`;
export const countIncidentEntries = `
  select count(*) as count from incident_entry indexed by incident_entry_by_time where incident_id = @incidentId`;

export const insertHandover = `
  insert into handover (handover_id, environment, signed_at, account_id, person, gathered_sealed, text_sealed)
  values (@handoverId, @environment, @signedAt, @accountId, @person, @gatheredSealed, @textSealed)`;
export const insertHandoverReceipt = `
  insert into handover_receipt (handover_id, at, account_id, person, note_sealed)
  values (@handoverId, @at, @accountId, @person, @noteSealed)`;
const handoverColumns = `
  h.handover_id, h.environment, h.signed_at, h.account_id, h.person, h.gathered_sealed, h.text_sealed,
  r.at as received_at, r.account_id as receiver_id, r.person as receiver, r.note_sealed`;
export const getHandover = `
  select ${handoverColumns} from handover h left join handover_receipt r on r.handover_id = h.handover_id
  where h.handover_id = @handoverId`;
export const listHandovers = `
  select ${handoverColumns} from handover h indexed by handover_by_time
    left join handover_receipt r on r.handover_id = h.handover_id
  where h.environment = @environment and (h.signed_at, h.handover_id) < (@beforeAt, @beforeId)
  order by h.signed_at desc, h.handover_id desc limit @limit`;

export type IncidentRow = { incident_id: string; opened_at: number; head: string; words_sealed: Uint8Array | null };
export type IncidentEntryRow = {
  entry: number;
  at: number;
  kind: string;
  account_id: string | null;
  person: string | null;
  facts: string;
  text_sealed: Uint8Array | null;
};
export type HandoverRow = {
  handover_id: string;
  environment: string;
  signed_at: number;
  account_id: string;
  person: string;
  gathered_sealed: Uint8Array;
  text_sealed: Uint8Array;
  received_at: number | null;
  receiver_id: string | null;
  receiver: string | null;
  note_sealed: Uint8Array | null;
};
