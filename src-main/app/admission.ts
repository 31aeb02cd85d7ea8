import type { Procedure } from '../../src-shared/contract/procedure.ts';
import { type Account, isGenericName } from '../../src-shared/domain/account.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Logger } from '../platform/ports.ts';
import type { Sessions } from '../services/accounts/sessions.ts';
import type { AuditTrail } from '../services/audit/audit-trail.ts';
import { auditActionOf, personOnly, reasonOf, summaryOf, targetOf } from './audit-facts.ts';
import type { Caller } from './handler.ts';

export type AdmissionDeps = {
  sessions: Pick<Sessions, 'find' | 'use'>;
  findAccount: (accountId: string) => Account | null;
  trail: AuditTrail;
  logger: Logger;
};
export type Admission = { account: Account | null; sessionId: string | null };
type Asked = { name: string; procedure: Procedure; input: unknown; caller: Caller };

/**
 * Who calls, and whether that person may. A refusal for want of a role is audited.
 * @throws AppError SIGNED_OUT | LOCKED | FORBIDDEN
 */
export async function admit(deps: AdmissionDeps, asked: Asked): Promise<Admission> {
  const { name, procedure, caller } = asked;
  const session = deps.sessions.find(caller.sessionToken);
  const account = session === null ? null : deps.findAccount(session.accountId);
  const admission = account === null ? nobody : { account, sessionId: session?.sessionId ?? null };
  if (procedure.access === 'anyone') return admission;
  if (account === null || session === null) {
    throw new AppError('SIGNED_OUT', 'Sign in first.', { messageKey: 'errors.signedOut' });
  }
  if (procedure.access !== 'signed-in') {
    if (session.isLocked) throw new AppError('LOCKED', 'Unlock the session first.', { messageKey: 'errors.locked' });
    await requireRole(deps, asked, account);
  }
  // A page asks its lists again by itself, searched or not: that nobody is there must not keep a session open.
  const action = auditActionOf(name, procedure);
  if (action !== null && action !== 'search') deps.sessions.use(session.sessionId);
  return admission;
}

const nobody: Admission = { account: null, sessionId: null };

async function requireRole(deps: AdmissionDeps, asked: Asked, account: Account): Promise<void> {
  const refusal = refusalOf(asked, account);
  if (refusal === null) return;
  try {
    const { name, input, caller } = asked;
    const sequence = await deps.trail.append({
      person: account.name,
      accountId: account.accountId,
      shell: caller.shell,
      procedure: name,
      action: 'refused',
      target: targetOf(input),
      reason: reasonOf(input),
      summary: summaryOf(input),
    });
    await deps.trail.settle(sequence, { outcome: 'refused', errorCode: 'FORBIDDEN', target: null, summary: null });
  } catch {
    // Refused all the same; the audit log's own trouble must not turn a refusal into another answer.
    deps.logger.error('a refusal could not be audited', { procedure: asked.name });
  }
  throw refusal;
}

function refusalOf({ name, procedure }: Asked, account: Account): AppError | null {
  if (Array.isArray(procedure.access) && !account.roles.some((role) => procedure.access.includes(role))) {
    return new AppError('FORBIDDEN', 'Your account lacks the role for this: ask an administrator.', {
      messageKey: 'errors.missingRole',
    });
  }
  if (personOnly.has(name) && isGenericName(account.name)) {
    return new AppError('FORBIDDEN', 'A shared or generic account may not do this: sign in as yourself.', {
      messageKey: 'errors.genericName',
    });
  }
  return null;
}
