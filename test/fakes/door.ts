import { type AnyHandler, createDispatch, type Dispatch } from '../../src-main/app/dispatch.ts';
import { createRequests } from '../../src-main/app/requests.ts';
import { createSettledSearches } from '../../src-main/app/settled-searches.ts';
import { createLogger } from '../../src-main/platform/logger.ts';
import { createSessions, type Sessions } from '../../src-main/services/accounts/sessions.ts';
import { createAuditTrail } from '../../src-main/services/audit/audit-trail.ts';
import type { Account, Role } from '../../src-shared/domain/account.ts';
import { createFakeJournal, type FakeJournal } from './fake-journal.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export const lockAfterMs = 600_000;

/**
 * The real door over a journal in memory, with handlers that a test sets.
 * @method signIn makes an account with these roles and a session for it
 */
export type Door = {
  dispatch: Dispatch;
  journal: FakeJournal;
  clock: ManualClock;
  sessions: Sessions;
  handlers: Map<string, AnyHandler>;
  logLines: string[];
  closing: AbortController;
  onForgotten: unknown[];
  signIn(roles: Role[], name?: string): string;
};

export async function createDoor(): Promise<Door> {
  const clock = createManualClock();
  const journal = createFakeJournal();
  const logLines: string[] = [];
  const logger = createLogger({ level: 'debug', destination: { write: (line) => void logLines.push(line) } });
  const emit = () => undefined;
  const sessions = createSessions({ clock, lockAfterMs: () => lockAfterMs, emit });
  const accounts = new Map<string, Account>();
  const handlers = new Map<string, AnyHandler>();
  const closing = new AbortController();
  const onForgotten: unknown[] = [];
  const dispatch = createDispatch({
    findHandler: (name) => handlers.get(name) ?? null,
    sessions,
    findAccount: (accountId) => accounts.get(accountId) ?? null,
    trail: await createAuditTrail({ journal, clock, emit }),
    requests: createRequests({ stored: journal.requests, onForgotten: (cause) => onForgotten.push(cause) }),
    searches: createSettledSearches({ clock }),
    logger,
    closing: closing.signal,
  });
  function signIn(roles: Role[], name = 'Kari Vakt'): string {
    const accountId = `account-${accounts.size + 1}`;
    accounts.set(accountId, { accountId, name, roles, disabled: false, createdAt: 0, lastSignInAt: null });
    return sessions.open(accountId).sessionToken;
  }
  return { dispatch, journal, clock, sessions, handlers, logLines, closing, onForgotten, signIn };
}
