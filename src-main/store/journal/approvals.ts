import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type ApprovalActor, approvalSubject, type Emergency, emergency } from '../../../src-shared/domain/approval.ts';
import type { ApprovalStep, NewApproval, StoredApproval } from '../approval-store.ts';
import * as sql from './approval-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import type { SealedReader } from './record-keys.ts';

type Review = { runId: string; at: number; person: ApprovalActor; note: string };

export const approvalWriterOperations = {
  askApproval({ journal, sealed }: JournalWriterContext, { approval }: { approval: NewApproval }): string {
    const { requestId, approvalId, subjectId, subject, hash, askedAt, askedBy, reason } = approval;
    const known = journal.get<{ approval_id: string }>(sql.findApprovalByRequest, { requestId });
    if (known !== undefined) return known.approval_id;
    const key = { recordId: recordIdOf(approvalId), at: askedAt };
    journal.run(sql.insertApproval, {
      ...{ approvalId, requestId, subjectId, hash, askedAt },
      subject: JSON.stringify(subject),
      accountId: askedBy.accountId,
      person: askedBy.name,
      reasonSealed: sealed.seal(key, 'reason', reason).sealed,
    });
    return approvalId;
  },

  /** The last door: whatever a service forgets, nobody grants to themselves, and nothing is used twice. */
  stepApproval({ journal, sealed }: JournalWriterContext, { step }: { step: ApprovalStep }): void {
    const { approvalId, act, at, person, note, usedFor } = step;
    const row = journal.get<sql.ApprovalRow>(sql.getApproval, { approvalId });
    if (row === undefined) throw noApproval();
    const current = toApproval(row, sealed);
    if (act === 'used') {
      if (current.usedFor !== null && current.usedFor === usedFor) return;
      if (current.state !== 'granted') throw refusal('CONFLICT', current.state === 'used' ? 'used' : 'notGranted');
      if (isSame(person, current.decidedBy)) throw refusal('FORBIDDEN', 'samePerson');
    } else {
      if (current.state !== 'asked') throw refusal('CONFLICT', 'decided');
      if (act === 'granted' && isSame(person, current.askedBy)) throw refusal('FORBIDDEN', 'samePerson');
    }
    const noteSealed =
      note === null ? null : sealed.seal({ recordId: recordIdOf(approvalId), at }, `note-${act}`, note).sealed;
    journal.run(sql.insertApprovalStep, {
      ...{ approvalId, act, at, usedFor, noteSealed },
      accountId: person.accountId,
      person: person.name,
    });
  },

  putEmergency(
    { journal, sealed }: JournalWriterContext,
    { emergency: put }: { emergency: Omit<Emergency, 'review'> },
  ): void {
    const { runId, at, person, messages, reason, dueAt } = put;
    const key = { recordId: emergencyRecordOf(runId), at };
    const reasonSealed = reason === null ? null : sealed.seal(key, 'reason', reason).sealed;
    const { accountId, name } = person;
    journal.run(sql.insertEmergency, { runId, at, accountId, person: name, messages, dueAt, reasonSealed });
  },

  reviewEmergency({ journal, sealed }: JournalWriterContext, { review }: { review: Review }): void {
    const { runId, at, person, note } = review;
    const row = journal.get<sql.EmergencyRow>(sql.getEmergency, { runId });
    if (row === undefined)
      throw new AppError('NOT_FOUND', 'There is no such emergency.', { messageKey: 'approval.refused.noEmergency' });
    const current = toEmergency(row, sealed);
    if (current.review !== null) throw refusal('CONFLICT', 'reviewed');
    if (isSame(person, current.person)) throw refusal('FORBIDDEN', 'samePerson');
    const noteSealed = sealed.seal({ recordId: `${emergencyRecordOf(runId)}/review`, at }, 'note', note).sealed;
    journal.run(sql.insertReview, { runId, at, accountId: person.accountId, person: person.name, noteSealed });
  },
};

export const approvalReaderOperations = {
  getApproval(
    { journal, sealed }: JournalReaderContext,
    { approvalId }: { approvalId: string },
  ): StoredApproval | null {
    const row = journal().get<sql.ApprovalRow>(sql.getApproval, { approvalId });
    return row === undefined ? null : toApproval(row, sealed());
  },

  listApprovals(
    { journal, sealed }: JournalReaderContext,
    { open, subjectId }: { open: boolean; subjectId: string | null },
  ): StoredApproval[] {
    const rows =
      subjectId === null
        ? journal().all<sql.ApprovalRow>(sql.listApprovals, { open: open ? 1 : 0 })
        : journal().all<sql.ApprovalRow>(sql.listApprovalsOf, { open: open ? 1 : 0, subjectId });
    return rows.map((row) => toApproval(row, sealed()));
  },

  listEmergencies(
    { journal, sealed }: JournalReaderContext,
    { open, runId }: { open: boolean; runId: string | null },
  ): Emergency[] {
    const rows =
      runId === null
        ? journal().all<sql.EmergencyRow>(sql.listEmergencies, { open: open ? 1 : 0 })
        : journal().all<sql.EmergencyRow>(sql.getEmergency, { runId });
    return rows.map((row) => toEmergency(row, sealed())).filter(({ review }) => !open || review === null);
  },

  countSent({ journal }: JournalReaderContext, { person, since }: { person: string; since: number }): number {
    return journal().get<{ count: number }>(sql.countSent, { person, since })?.count ?? 0;
  },
};

/** By account, and by name: a name is one person's, whatever became of the account. */
function isSame(person: ApprovalActor, other: ApprovalActor | null): boolean {
  if (other === null) return false;
  return person.accountId === other.accountId || fold(person.name) === fold(other.name);
}

function fold(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

function recordIdOf(approvalId: string): string {
  return `approval/${approvalId}`;
}

function emergencyRecordOf(runId: string): string {
  return `emergency/${runId}`;
}

function toApproval(row: sql.ApprovalRow, sealed: SealedReader): StoredApproval {
  const recordId = recordIdOf(row.approval_id);
  const decided = row.act === 'granted' || row.act === 'refused' ? row.act : null;
  return {
    approvalId: row.approval_id,
    subject: approvalSubject.parse(JSON.parse(row.subject)),
    hash: row.hash,
    state: row.used_for !== null ? 'used' : (decided ?? 'asked'),
    askedAt: row.asked_at,
    askedBy: { accountId: row.account_id, name: row.person },
    reason: sealed.openText(recordId, row.reason_sealed, 'reason'),
    decidedAt: row.decided_at,
    decidedBy: decided === null ? null : { accountId: row.decided_account ?? '', name: row.decided_person ?? '' },
    note: sealed.openText(recordId, row.note_sealed, `note-${decided}`),
    usedFor: row.used_for,
  };
}

function toEmergency(row: sql.EmergencyRow, sealed: SealedReader): Emergency {
  const recordId = emergencyRecordOf(row.run_id);
  return emergency.parse({
    runId: row.run_id,
    at: row.at,
    person: { accountId: row.account_id, name: row.person },
    messages: row.messages,
    reason: sealed.openText(recordId, row.reason_sealed, 'reason'),
    dueAt: row.due_at,
    review:
      row.reviewed_at === null
        ? null
        : {
            at: row.reviewed_at,
            person: { accountId: row.reviewer_account ?? '', name: row.reviewer ?? '' },
            note: sealed.openText(`${recordId}/review`, row.note_sealed, 'note'),
          },
  });
}

function noApproval(): AppError {
  return new AppError('NOT_FOUND', 'There is no such approval.', { messageKey: 'approval.refused.noApproval' });
}

function refusal(code: 'CONFLICT' | 'FORBIDDEN', key: string): AppError {
  return new AppError(code, `Not agreed to (${key}).`, { messageKey: `approval.refused.${key}` });
}
