import type { AppError } from '../../../src-shared/domain/app-error.ts';
import { cancelled } from '../../platform/network/network-faults.ts';
import type { Clock } from '../../platform/ports.ts';
import { fault } from './mirth-faults.ts';

/** Signs in and gives the session cookie. @throws AppError */
export type SignIn = (signal: AbortSignal) => Promise<string>;

export type MirthSession = {
  /** The cookie to send; signs in first when there is none. However many ask at once, one sign-in goes out. */
  cookie(signal: AbortSignal): Promise<string>;
  /** The engine answered a request that carried this cookie. */
  accepted(cookie: string): void;
  /** The engine answered 401 to this cookie: forgotten, unless a newer one is there already. */
  rejected(cookie: string): void;
  /** Grows with every sign-in. The engine's sessions die when it restarts, so a new one may mean a restart. */
  epoch(): number;
  /** A person wants to try again: forgets why signing in was given up. */
  allowSignIn(): void;
  current(): string | null;
};

const lockedWaitMs = 30 * 60_000;
const refusedWaitMs = 60_000;

/**
 * One session, never a sign-in loop: a refused password is not tried again until a person asks (engines lock accounts),
 * and a cookie that was refused on its first use stops sign-ins for a minute.
 */
export function createMirthSession(deps: { signIn: SignIn; clock: Clock; lifetime: AbortSignal }): MirthSession {
  let cookie: string | null = null;
  let isProven = false;
  let epoch = 0;
  let pending: Promise<string> | null = null;
  let blocked: { error: AppError; until: number } | null = null;

  async function signInOnce(): Promise<string> {
    try {
      cookie = await deps.signIn(deps.lifetime);
      isProven = false;
      epoch += 1;
      return cookie;
    } catch (error) {
      const waitMs = blockMs(error as AppError);
      if (waitMs > 0) blocked = { error: error as AppError, until: deps.clock.monotonicMs() + waitMs };
      throw error;
    } finally {
      pending = null;
    }
  }

  return {
    async cookie(signal) {
      if (signal.aborted) throw cancelled();
      if (cookie !== null) return cookie;
      if (blocked !== null && deps.clock.monotonicMs() < blocked.until) throw blocked.error;
      blocked = null;
      pending ??= signInOnce();
      return await abandonable(pending, signal);
    },
    accepted(used) {
      if (used === cookie) isProven = true;
    },
    rejected(used) {
      if (used !== cookie) return;
      cookie = null;
      if (isProven) return;
      const error = fault('ENGINE_REFUSED', 'engine.reason.sessionRefused');
      blocked = { error, until: deps.clock.monotonicMs() + refusedWaitMs };
    },
    epoch: () => epoch,
    allowSignIn() {
      blocked = null;
    },
    current: () => cookie,
  };
}

function blockMs(error: AppError): number {
  if (error.code !== 'ENGINE_REFUSED') return 0;
  if (error.messageKey === 'engine.reason.accountLocked') return lockedWaitMs;
  const isFinal = ['engine.reason.loginFailed', 'engine.reason.passwordExpired', 'engine.reason.versionMismatch'];
  return isFinal.includes(error.messageKey ?? '') ? Number.POSITIVE_INFINITY : 0;
}

/** One waiter may give up without ending the sign-in that others wait for. */
function abandonable<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
