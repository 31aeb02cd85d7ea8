import { randomUUID } from 'node:crypto';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { Account } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Approval, type ApprovalSubject, actorOf, approvalMs } from '../../../src-shared/domain/approval.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { canBeLetThrough } from '../../../src-shared/domain/replay-policy.ts';
import type { Emit, HandlersOf, PersonContext } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { StoredApproval } from '../../store/approval-store.ts';
import type { JournalStore } from '../../store/store.ts';
import { type Permits, refusal } from './permits.ts';
import { describePolicy, type ReplayPolicies } from './policy.ts';
import { hashOfMessage, hashOfRun } from './subject-hash.ts';

type MessageWish = { ref: MessageRef; destinationIds: string[] | null; targetConnectionId: string | null };

export type ApprovalsDeps = {
  journal: Pick<JournalStore, 'approvals' | 'runs'>;
  policies: ReplayPolicies;
  permits: Permits;
  clock: Clock;
  emit: Emit;
  findAccount: (accountId: string) => Account | null;
  /** @throws AppError FORBIDDEN when it is not the secret of this account, after a growing delay */
  requireSecret: (account: Account, secret: string, signal: AbortSignal) => Promise<void>;
  /** Unedited, as `replay.plan`. */
  planMessage: (
    wish: MessageWish,
    context: PersonContext,
  ) => Promise<OutputOf<'replay.plan'> & { channelName: string }>;
};

/** Asking a second person, what that person says, and the list of what somebody did alone. */
export function createApprovalsService(deps: ApprovalsDeps): { handlers: HandlersOf<'approvals'> } {
  const { journal, policies, permits, clock, emit } = deps;

  async function ask(
    { requestId, reason }: { requestId: string; reason: string },
    { subject, hash }: { subject: ApprovalSubject; hash: string },
    context: PersonContext,
  ): Promise<{ approval: Approval }> {
    const approvalId = await journal.approvals.ask({
      ...{ requestId, reason, subject, hash },
      approvalId: randomUUID(),
      subjectId: subjectIdOf(subject),
      askedAt: clock.now(),
      askedBy: actorOf(context),
    });
    emit('approvals.changed', {});
    return { approval: await require(approvalId) };
  }

  async function require(approvalId: string): Promise<Approval> {
    const found = await journal.approvals.get(approvalId);
    if (found === null) throw refusal('NOT_FOUND', 'noApproval');
    return shown(found);
  }

  function shown({ hash: _hash, usedFor: _usedFor, ...stored }: StoredApproval): Approval {
    const expiresAt = (stored.decidedAt ?? stored.askedAt) + approvalMs;
    const whole = { ...stored, hash: _hash, usedFor: _usedFor };
    const isOver =
      stored.state === 'granted'
        ? permits.isLate(whole) || !permits.isStanding(whole)
        : stored.state === 'asked' && clock.now() > expiresAt;
    return { ...stored, expiresAt, state: isOver ? 'lapsed' : stored.state };
  }

  async function decide(
    input: { approvalId: string; reason: string },
    act: 'granted' | 'refused',
    context: PersonContext,
  ): Promise<{ approval: Approval }> {
    const { approvalId, reason } = input;
    const at = clock.now();
    await journal.approvals.step({ approvalId, act, at, person: actorOf(context), note: reason, usedFor: null });
    emit('approvals.changed', {});
    const approval = await require(approvalId);
    context.describe({ target: subjectIdOf(approval.subject), summary: `approval ${approvalId} ${act}` });
    return { approval };
  }

  const handlers: HandlersOf<'approvals'> = {
    policy: () => Promise.resolve(policies.current()),
    async setPolicy({ policy }, context) {
      context.describe({ summary: describePolicy(policies.current(), policy) });
      await policies.set(policy);
      emit('approvals.changed', {});
      return { done: true };
    },

    async askRun({ runId, settings, ...input }, context) {
      context.describe({ target: runId });
      const run = await journal.runs.get(runId);
      if (run === null) throw new AppError('NOT_FOUND', 'There is no such run.', { messageKey: 'run.refused.noRun' });
      if (run.state !== 'planned') throw refusal('CONFLICT', 'begun');
      const [counts, leftOut] = await Promise.all([journal.runs.counts(runId), journal.runs.leftOut(runId)]);
      const letThrough = leftOut
        .filter(({ key }) => key === 'run.leftOut.classSecondPerson')
        .reduce((sum, { count }) => sum + count, 0);
      const subject = { kind: 'run', runId, settings, messages: counts.waiting + letThrough, letThrough } as const;
      return ask(input, { subject, hash: await hashOfRun(journal.runs, runId, settings) }, context);
    },

    async askMessage({ ref, destinationIds, targetConnectionId, bodyHash, ...input }, context) {
      const wish = { ref, destinationIds, targetConnectionId };
      const plan = await deps.planMessage(wish, context);
      if (plan.bodyHash !== bodyHash) throw refusal('CONFLICT', 'other');
      const hazards = plan.hazards.filter(({ blocks, outcome }) => blocks && outcome === 'found');
      if (hazards.length === 0) throw refusal('CONFLICT', 'notNeeded');
      if (!hazards.every(canBeLetThrough)) throw refusal('CONFLICT', 'cannot');
      const { channelName } = plan;
      const subject = { kind: 'message', ...wish, channelName, bodyHash, hazards } as const;
      return ask(input, { subject, hash: hashOfMessage(subject) }, context);
    },

    async list({ open, runId, ref }) {
      const subjectId = runId ?? (ref === null ? null : idOfRef(ref));
      const items = (await journal.approvals.list({ open, subjectId })).map(shown);
      return { items: open ? items.filter(({ state }) => state !== 'lapsed') : items };
    },

    async grant({ approvalId, secret, reason }, context) {
      await deps.requireSecret(context.account, secret, context.signal);
      const asked = await require(approvalId);
      const { account } = context;
      if (asked.state === 'lapsed') throw refusal('CONFLICT', 'lapsed');
      if (asked.askedBy.accountId === account.accountId) throw refusal('FORBIDDEN', 'samePerson');
      // An account made for the purpose is no second person.
      if (account.createdAt >= asked.askedAt) throw refusal('FORBIDDEN', 'youngAccount');
      return decide({ approvalId, reason }, 'granted', context);
    },
    refuse: (input, context) => decide(input, 'refused', context),

    async emergencies(query) {
      return { items: await journal.approvals.emergencies(query) };
    },
    async review({ runId, reason }, context) {
      context.describe({ target: runId });
      await journal.approvals.review({ runId, at: clock.now(), person: actorOf(context), note: reason });
      emit('approvals.changed', {});
      return { done: true };
    },
  };
  return { handlers };
}

function subjectIdOf(subject: ApprovalSubject): string {
  return subject.kind === 'run' ? subject.runId : idOfRef(subject.ref);
}

function idOfRef({ connectionId, channelId, nativeId }: MessageRef): string {
  return `${connectionId}/${channelId}/${nativeId}`;
}
