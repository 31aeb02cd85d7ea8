import type { Account } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type ApprovalActor, approvalMs } from '../../../src-shared/domain/approval.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { approvalWordOf, type ReplayPolicy, runApprovalWords } from '../../../src-shared/domain/replay-policy.ts';
import type { RunSettings } from '../../../src-shared/domain/replay-run.ts';
import type { Clock } from '../../platform/ports.ts';
import type { StoredApproval } from '../../store/approval-store.ts';
import type { JournalStore } from '../../store/store.ts';
import { hashOfMessage, hashOfRun } from './subject-hash.ts';

export type PermitDeps = {
  journal: Pick<JournalStore, 'approvals' | 'runs' | 'replays'>;
  /** The enabled account of this id; null when there is none. */
  findAccount: (accountId: string) => Account | null;
  policy: () => ReplayPolicy;
  clock: Clock;
};

type MessageUse = {
  approvalId: string;
  requestId: string;
  ref: MessageRef;
  destinationIds: string[] | null;
  targetConnectionId: string | null;
  bodyHash: string | null;
};

const hourMs = 3_600_000;

/** What a second person has agreed to, looked at directly before it is made use of: who agreed may have left, and what was agreed to may have changed. */
export function createPermits({ journal, findAccount, policy, clock }: PermitDeps) {
  /** Granted by somebody who may still grant, who is neither the one who asked nor the one who sends. */
  async function requireGranted(approvalId: string, sender: ApprovalActor): Promise<StoredApproval> {
    const found = await journal.approvals.get(approvalId);
    if (found === null) throw refusal('NOT_FOUND', 'noApproval');
    if (found.state !== 'granted' && found.state !== 'used') throw refusal('CONFLICT', 'notGranted');
    if (!isStanding(found)) throw refusal('CONFLICT', 'lapsed');
    const { decidedBy } = found;
    if (decidedBy === null || decidedBy.accountId === sender.accountId || decidedBy.name === sender.name)
      throw refusal('FORBIDDEN', 'samePerson');
    return found;
  }

  /** Whoever granted it may still do so. */
  function isStanding({ decidedBy, askedAt, askedBy }: StoredApproval): boolean {
    const approver = decidedBy === null ? null : findAccount(decidedBy.accountId);
    return (
      approver?.roles.includes('approver') === true &&
      approver.createdAt < askedAt &&
      approver.accountId !== askedBy.accountId
    );
  }

  function isLate({ decidedAt }: StoredApproval): boolean {
    return decidedAt === null || clock.now() > decidedAt + approvalMs;
  }

  async function spend(approvalId: string, person: ApprovalActor, usedFor: string): Promise<void> {
    await journal.approvals.step({ approvalId, act: 'used', at: clock.now(), person, note: null, usedFor });
  }

  return {
    policy,
    isStanding,
    isLate,

    /** Uses it up. @returns the words for what it lets through */
    async spendOnMessage(use: MessageUse, sender: ApprovalActor): Promise<ReadonlySet<string>> {
      const found = await requireGranted(use.approvalId, sender);
      if (isLate(found)) throw refusal('CONFLICT', 'lapsed');
      const { subject } = found;
      if (subject.kind !== 'message' || use.bodyHash === null) throw refusal('CONFLICT', 'other');
      if (hashOfMessage({ ...use, bodyHash: use.bodyHash }) !== found.hash) throw refusal('CONFLICT', 'other');
      await spend(use.approvalId, sender, use.requestId);
      return new Set(subject.hazards.map(approvalWordOf));
    },

    /** Uses it up for this run. @throws AppError CONFLICT when plan or settings are not those that were agreed to */
    async spendOnRun(
      use: { approvalId: string; runId: string; settings: RunSettings },
      sender: ApprovalActor,
    ): Promise<void> {
      const { approvalId, runId, settings } = use;
      const found = await requireGranted(approvalId, sender);
      if (isLate(found)) throw refusal('CONFLICT', 'lapsed');
      if (found.subject.kind !== 'run' || found.subject.runId !== runId) throw refusal('CONFLICT', 'other');
      if ((await hashOfRun(journal.runs, runId, settings)) !== found.hash) throw refusal('CONFLICT', 'other');
      await spend(approvalId, sender, runId);
    },

    /** For a message of a run that was started with it. @returns the words for what it lets through */
    async ofRun(use: { approvalId: string; runId: string }, sender: ApprovalActor): Promise<ReadonlySet<string>> {
      const found = await requireGranted(use.approvalId, sender);
      if (found.usedFor !== use.runId) throw refusal('CONFLICT', 'notGranted');
      return new Set(runApprovalWords);
    },

    /** The approval that a run was started with; null = with none. */
    async usedByRun(runId: string): Promise<string | null> {
      const items = await journal.approvals.list({ open: false, subjectId: runId });
      return items.find(({ usedFor }) => usedFor === runId)?.approvalId ?? null;
    },

    /** How many messages a person has sent within the hour or is sending: many small runs are one large one. */
    async sentLately(person: string): Promise<number> {
      let count = await journal.replays.countSince(person, clock.now() - hourMs);
      for (const runId of await journal.runs.active()) {
        const starter = (await journal.runs.steps(runId)).findLast(
          ({ state }) => state === 'testing' || state === 'running',
        );
        if (starter?.person === person) count += (await journal.runs.counts(runId)).waiting;
      }
      return count;
    },
  };
}

export type Permits = ReturnType<typeof createPermits>;

export function refusal(code: 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN', key: string): AppError {
  return new AppError(code, `Not agreed to (${key}).`, { messageKey: `approval.refused.${key}` });
}
