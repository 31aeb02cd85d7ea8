import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { Clock } from '../../platform/ports.ts';
import { type AskName, createBodyHolder, type HeldBody } from './body-holder.ts';
import { cancelled, createOpenings, type Loading } from './body-openings.ts';
import type { SessionOperations } from './window/session-operations.ts';

type AskedOf<Name extends AskName> = Parameters<SessionOperations[Name]>[0];

/**
 * Bodies held open for reading by windows: small ones here, large ones in a thread of their own, which gets each once.
 * The least lately read are closed when there are too many, and each when nobody has read it for a while.
 * @method ask `load` is called when the body is not open, or `isAnew`: its bytes are given away and must not be used after. Those who ask for
 *   the same body wait for one `load`, whose signal aborts when none of them waits any longer.
 *   @throws AppError CANCELLED | INTERNAL, and what `load` throws
 * @method drop also those under way, which are CANCELLED
 */
export type BodySessions = {
  ask<Name extends AskName>(
    name: Name,
    asked: AskedOf<Name>,
    reading: Reading,
  ): Promise<ReturnType<SessionOperations[Name]>>;
  drop(isDropped: (key: string) => boolean): void;
  close(): void;
};

export type Reading = { load: (signal: AbortSignal) => Promise<Body>; signal: AbortSignal; isAnew?: boolean };

export type BodySessionsDeps = { clock: Pick<Clock, 'after'>; limitMs?: number };

const maxOpen = 8;
const maxOpenBytes = 160 * 1024 * 1024;
const idleMs = 5 * 60_000;
const defaultLimitMs = 30_000;
/** A body may go between being opened and being read: then it is opened again, so often. */
const maxTries = 3;

type Session = HeldBody & { cancelIdle: () => void };

export function createBodySessions({ clock, limitMs = defaultLimitMs }: BodySessionsDeps): BodySessions {
  /** In the order of their last use. */
  const sessions = new Map<string, Session>();
  const holder = createBodyHolder({ clock, limitMs, onEnd: forgetThread });
  const openings = createOpenings(open);

  function forgetThread(): void {
    for (const [key, session] of sessions) if (!session.isHere) forget(key, session);
  }

  function forget(key: string, session: Session): void {
    session.cancelIdle();
    sessions.delete(key);
  }

  function drop(key: string): void {
    const session = sessions.get(key);
    if (session === undefined) return;
    forget(key, session);
    holder.release(session);
  }

  /** One body is open whatever its size; of more, the latest as long as they fit. */
  function makeRoom(): void {
    const sum = () => [...sessions.values()].reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
    while (sessions.size > 1 && (sessions.size > maxOpen || sum() > maxOpenBytes)) {
      const [oldest] = sessions.keys();
      if (oldest !== undefined) drop(oldest);
    }
  }

  async function open(key: string, { load, isDropped }: Loading<Body>): Promise<Session> {
    const body = await load();
    if (isDropped()) throw cancelled();
    const session: Session = { ...(await holder.hold(body)), cancelIdle: () => undefined };
    if (isDropped()) {
      holder.release(session);
      throw cancelled();
    }
    drop(key);
    use(key, session);
    makeRoom();
    return session;
  }

  function use(key: string, session: Session): void {
    session.cancelIdle();
    session.cancelIdle = clock.after(idleMs, () => drop(key));
    sessions.delete(key);
    sessions.set(key, session);
  }

  return {
    async ask(name, asked, reading) {
      const { key } = asked;
      if (reading.isAnew === true) drop(key);
      for (let tries = 0; tries < maxTries; tries += 1) {
        const session = sessions.get(key) ?? (await openings.join(key, reading));
        if (reading.signal.aborted) throw cancelled();
        if (sessions.get(key) !== session) continue;
        use(key, session);
        const reply = await holder.ask(session, { name, asked }, reading.signal);
        if (reply.kind === 'answered') return reply.value as ReturnType<SessionOperations[typeof name]>;
      }
      throw new AppError('INTERNAL', 'This message could not be held open.', { messageKey: 'errors.internal' });
    },
    drop(isDropped) {
      openings.drop(isDropped);
      for (const key of [...sessions.keys()]) if (isDropped(key)) drop(key);
    },
    close() {
      openings.drop(() => true);
      for (const [key, session] of [...sessions]) forget(key, session);
      holder.close();
    },
  };
}
