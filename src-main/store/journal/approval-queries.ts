/** Statements about approvals and emergencies. */

export const findApprovalByRequest = `select approval_id from approval where request_id = @requestId`;
export const insertApproval = `
  insert into approval (approval_id, request_id, subject_id, subject, hash, asked_at, account_id, person, reason_sealed)
  values (@approvalId, @requestId, @subjectId, @subject, @hash, @askedAt, @accountId, @person, @reasonSealed)`;
export const insertApprovalStep = `
  insert into approval_step (approval_id, act, at, account_id, person, used_for, note_sealed)
  values (@approvalId, @act, @at, @accountId, @person, @usedFor, @noteSealed)`;

const columns = `
  a.approval_id, a.subject, a.hash, a.asked_at, a.account_id, a.person, a.reason_sealed,
  d.act, d.at as decided_at, d.account_id as decided_account, d.person as decided_person, d.note_sealed, u.used_for`;
const joined = `
  left join approval_step d on d.approval_id = a.approval_id and d.act in ('granted', 'refused')
  left join approval_step u on u.approval_id = a.approval_id and u.act = 'used'`;

export const getApproval = `select ${columns} from approval a ${joined} where a.approval_id = @approvalId`;
export const listApprovals = `
  select ${columns} from approval a indexed by approval_newest ${joined}
  where (@open = 0 or (u.approval_id is null and coalesce(d.act, '') <> 'refused'))
  order by a.asked_at desc, a.approval_id desc limit 500`;
export const listApprovalsOf = `
  select ${columns} from approval a indexed by approval_by_subject ${joined}
  where a.subject_id = @subjectId and (@open = 0 or (u.approval_id is null and coalesce(d.act, '') <> 'refused'))
  order by a.asked_at desc limit 500`;

export const insertEmergency = `
  insert or ignore into emergency (run_id, at, account_id, person, messages, due_at, reason_sealed)
  values (@runId, @at, @accountId, @person, @messages, @dueAt, @reasonSealed)`;
export const insertReview = `
  insert into emergency_review (run_id, at, account_id, person, note_sealed) values (@runId, @at, @accountId, @person, @noteSealed)`;
const emergencyColumns = `
  e.run_id, e.at, e.account_id, e.person, e.messages, e.due_at, e.reason_sealed,
  r.at as reviewed_at, r.account_id as reviewer_account, r.person as reviewer, r.note_sealed`;
export const getEmergency = `
  select ${emergencyColumns} from emergency e left join emergency_review r on r.run_id = e.run_id where e.run_id = @runId`;
export const listEmergencies = `
  select ${emergencyColumns} from emergency e indexed by emergency_newest left join emergency_review r on r.run_id = e.run_id
  where (@open = 0 or r.run_id is null) order by r.run_id is not null, e.at desc limit 500`;

export const countSent = `
  select count(*) as count from replay_head h indexed by replay_head_newest cross join replay r on r.replay_id = h.replay_id
  where h.created_at >= @since and r.person = @person and h.state not in ('rejected', 'planned')`;

export type ApprovalRow = {
  approval_id: string;
  subject: string;
  hash: string;
  asked_at: number;
  account_id: string;
  person: string;
  reason_sealed: Uint8Array | null;
  act: string | null;
  decided_at: number | null;
  decided_account: string | null;
  decided_person: string | null;
  note_sealed: Uint8Array | null;
  used_for: string | null;
};
export type EmergencyRow = {
  run_id: string;
  at: number;
  account_id: string;
  person: string;
  messages: number;
  due_at: number;
  reason_sealed: Uint8Array | null;
  reviewed_at: number | null;
  reviewer_account: string | null;
  reviewer: string | null;
  note_sealed: Uint8Array | null;
};
