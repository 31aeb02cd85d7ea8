import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../platform/ports.ts';

/** A page's right to talk to this shell. `ended` fires when it is withdrawn. */
export type LaunchSession = {
  cookieName: string;
  cookieValue: string;
  secret: string;
  ended: AbortController;
  /** Sign-ins made through this session, to be ended with it. */
  sessionTokens: Set<string>;
};

export type Redeemed = { kind: 'opened'; session: LaunchSession } | { kind: 'reused' | 'expired' | 'unknown' };

export type LaunchSessions = {
  /** A launch token: good once, for `launchLifeMs`. */
  mint(): string;
  redeem(token: string): Redeemed;
  /** By the cookie alone: enough for the program's own files, never for data. */
  findByCookie(cookieHeader: string | undefined): LaunchSession | null;
  /** By cookie and second secret. Cookies are shared by all ports of 127.0.0.1, the secret is not. */
  authenticate(cookieHeader: string | undefined, secret: string | undefined): LaunchSession | null;
};

type Launch = { mintedAt: number; session: LaunchSession | null; isUsed: boolean };

export const launchLifeMs = 5 * 60_000;

export function createLaunchSessions(
  clock: Pick<Clock, 'monotonicMs'>,
  onReuse: (session: LaunchSession) => void,
): LaunchSessions {
  const launches = new Map<string, Launch>();

  function findByCookie(cookieHeader: string | undefined): LaunchSession | null {
    const cookies = parseCookies(cookieHeader);
    for (const { session } of launches.values()) {
      if (!session || session.ended.signal.aborted) continue;
      const value = cookies.get(session.cookieName);
      if (value !== undefined && isSame(value, session.cookieValue)) return session;
    }
    return null;
  }

  return {
    mint() {
      const token = newSecret();
      launches.set(token, { mintedAt: clock.monotonicMs(), session: null, isUsed: false });
      return token;
    },
    redeem(token) {
      const launch = launches.get(token);
      if (!launch) return { kind: 'unknown' };
      if (launch.isUsed) {
        // Two have held this address. Which of them was meant cannot be told, so neither goes on.
        if (launch.session && !launch.session.ended.signal.aborted) {
          launch.session.ended.abort();
          onReuse(launch.session);
        }
        return { kind: 'reused' };
      }
      launch.isUsed = true;
      if (clock.monotonicMs() - launch.mintedAt > launchLifeMs) return { kind: 'expired' };
      launch.session = newSession();
      return { kind: 'opened', session: launch.session };
    },
    findByCookie,
    authenticate(cookieHeader, secret) {
      const session = findByCookie(cookieHeader);
      return session && secret !== undefined && isSame(secret, session.secret) ? session : null;
    },
  };
}

function newSession(): LaunchSession {
  return {
    cookieName: `vaktbord-${randomBytes(4).toString('hex')}`,
    cookieValue: newSecret(),
    secret: newSecret(),
    ended: new AbortController(),
    sessionTokens: new Set(),
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(given: string, known: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(known)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return cookies;
}
