import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Emit } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';

/** A person at a console. `isLocked`: waits for its owner's secret. */
export type Session = { sessionId: string; accountId: string; isLocked: boolean };

type SessionRecord = Session & { tokenHash: string; lastUsed: Moment; cancelTimer: () => void };

/** By both clocks: one is set anew by people, the other may stand still while the machine sleeps. */
type Moment = { at: number; monotonicMs: number };

/** A session that nobody used for a day ends, locked or not. */
const endAfterMs = 24 * 3_600_000;

export type SessionsDeps = { clock: Clock; lockAfterMs: () => number; emit: Emit };

/**
 * Sessions live in memory only: a restart signs everybody out. Of a token (256 random bits) only the SHA-256 is kept.
 * A session locks when it was not used for `lockAfterMs`; only what a person does counts as use.
 */
export function createSessions(deps: SessionsDeps) {
  const { clock, emit } = deps;
  const byTokenHash = new Map<string, SessionRecord>();
  const byId = new Map<string, SessionRecord>();

  const present = (): Moment => ({ at: clock.now(), monotonicMs: clock.monotonicMs() });
  const idleMsOf = ({ lastUsed }: SessionRecord): number =>
    Math.max(clock.now() - lastUsed.at, clock.monotonicMs() - lastUsed.monotonicMs);

  function open(accountId: string): { sessionToken: string; session: Session } {
    const sessionToken = randomBytes(32).toString('base64url');
    const record: SessionRecord = {
      sessionId: randomUUID(),
      accountId,
      isLocked: false,
      tokenHash: hashToken(sessionToken),
      lastUsed: present(),
      cancelTimer: () => undefined,
    };
    byTokenHash.set(record.tokenHash, record);
    byId.set(record.sessionId, record);
    watchIdle(record);
    return { sessionToken, session: viewOf(record) };
  }

  /** Null when there is none, or it has ended. Looking is no use of it. */
  function find(sessionToken: string | null): Session | null {
    if (sessionToken === null) return null;
    const record = byTokenHash.get(hashToken(sessionToken));
    if (record === undefined) return null;
    applyIdle(record);
    return byId.has(record.sessionId) ? viewOf(record) : null;
  }

  function use(sessionId: string): void {
    const record = byId.get(sessionId);
    if (record === undefined || record.isLocked) return;
    record.lastUsed = present();
    watchIdle(record);
  }

  function lock(sessionId: string): void {
    const record = byId.get(sessionId);
    if (record === undefined || record.isLocked) return;
    record.isLocked = true;
    watchIdle(record);
    emit('accounts.sessionChanged', { reason: 'locked' });
  }

  function unlock(sessionId: string): void {
    const record = byId.get(sessionId);
    if (record === undefined) return;
    record.isLocked = false;
    record.lastUsed = present();
    watchIdle(record);
  }

  function end(sessionId: string, reason: 'ended' | 'token-reused' = 'ended'): void {
    const record = byId.get(sessionId);
    if (record === undefined) return;
    record.cancelTimer();
    byId.delete(sessionId);
    byTokenHash.delete(record.tokenHash);
    emit('accounts.sessionChanged', { reason });
  }

  function endAllOf(accountId: string, exceptSessionId: string | null): void {
    for (const record of [...byId.values()]) {
      if (record.accountId === accountId && record.sessionId !== exceptSessionId) end(record.sessionId);
    }
  }

  function applyIdle(record: SessionRecord): void {
    const idleMs = idleMsOf(record);
    if (idleMs >= endAfterMs) end(record.sessionId);
    else if (idleMs >= deps.lockAfterMs()) lock(record.sessionId);
  }

  /** The timer only makes the lock visible in time; `find` decides by the clock, so a sleeping laptop wakes up locked. */
  function watchIdle(record: SessionRecord): void {
    record.cancelTimer();
    const limitMs = record.isLocked ? endAfterMs : deps.lockAfterMs();
    const leftMs = Math.max(0, limitMs - idleMsOf(record));
    record.cancelTimer = clock.after(leftMs, () => {
      applyIdle(record);
      if (byId.has(record.sessionId)) watchIdle(record);
    });
  }

  function close(): void {
    for (const record of byId.values()) record.cancelTimer();
    byId.clear();
    byTokenHash.clear();
  }

  const isLocked = (sessionId: string): boolean => byId.get(sessionId)?.isLocked ?? false;

  /** Whether that person has a session that is not locked. */
  const isPresent = (accountId: string): boolean =>
    [...byId.values()].some((record) => record.accountId === accountId && !record.isLocked);

  return { open, find, isLocked, isPresent, use, lock, unlock, end, endAllOf, count: () => byId.size, close };
}

export type Sessions = ReturnType<typeof createSessions>;

function viewOf({ sessionId, accountId, isLocked }: SessionRecord): Session {
  return { sessionId, accountId, isLocked };
}

function hashToken(sessionToken: string): string {
  return createHash('sha256').update(sessionToken).digest('base64url');
}
