import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Body } from '../../../src-shared/domain/message.ts';
import type { Clock } from '../../platform/ports.ts';
import { maxBytesHere } from './body-work.ts';
import { createSessionOperations, type SessionOperations } from './window/session-operations.ts';
import { createWorkThread } from './work-thread.ts';

type AskName = Exclude<keyof SessionOperations, 'hold' | 'drop'>;
type AskedOf<Name extends AskName> = Parameters<SessionOperations[Name]>[0];

/**
 * Bodies held open for reading by windows: small ones here, large ones in a thread of their own, which gets each once.
 * The least lately read are closed when there are too many, and each when nobody has read it for a while.
 * @method ask `load` is called when the body is not open: its bytes are given away and must not be used after.
 *   @throws AppError CANCELLED | INTERNAL, and what `load` throws
 */
export type BodySessions = {
  ask<Name extends AskName>(
    name: Name,
    asked: AskedOf<Name>,
    reading: { load: () => Promise<Body>; signal: AbortSignal },
  ): Promise<ReturnType<SessionOperations[Name]>>;
  drop(isDropped: (key: string) => boolean): void;
  close(): void;
};

export type BodySessionsDeps = { clock: Pick<Clock, 'after'>; limitMs?: number };

const maxOpen = 8;
const maxOpenBytes = 160 * 1024 * 1024;
const idleMs = 5 * 60_000;
const defaultLimitMs = 30_000;

type Session = { sizeBytes: number; isHere: boolean; cancelIdle: () => void };

export function createBodySessions({ clock, limitMs = defaultLimitMs }: BodySessionsDeps): BodySessions {
  /** In the order of their last use. */
  const sessions = new Map<string, Session>();
  const opening = new Map<string, Promise<Session>>();
  const here = createSessionOperations();
  const thread = createWorkThread({ clock, name: 'open messages', limitMs, onEnd: forgetThread });
  const noSignal = new AbortController().signal;

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
    if (session.isHere) here.drop({ key });
    else void thread.send({ name: 'drop', args: { key } }, noSignal).catch(() => undefined);
  }

  /** One body is open whatever its size; of more, the latest as long as they fit. */
  function makeRoom(): void {
    const sum = () => [...sessions.values()].reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
    while (sessions.size > 1 && (sessions.size > maxOpen || sum() > maxOpenBytes)) {
      const [oldest] = sessions.keys();
      if (oldest !== undefined) drop(oldest);
    }
  }

  async function open(key: string, load: () => Promise<Body>): Promise<Session> {
    const body = await load();
    const sizeBytes = body.bytes.length;
    const isHere = sizeBytes <= maxBytesHere;
    if (isHere) here.hold({ key, body });
    else {
      const given = ownBytes(body.bytes);
      const args = { key, body: { ...body, bytes: given } };
      await thread.send({ name: 'hold', args, transfer: [given.buffer] }, noSignal);
    }
    const session: Session = { sizeBytes, isHere, cancelIdle: () => undefined };
    sessions.set(key, session);
    makeRoom();
    return session;
  }

  async function sessionOf(key: string, load: () => Promise<Body>): Promise<Session> {
    const known = sessions.get(key);
    if (known !== undefined) {
      sessions.delete(key);
      sessions.set(key, known);
      return known;
    }
    const waiting = opening.get(key) ?? open(key, load).finally(() => opening.delete(key));
    opening.set(key, waiting);
    return waiting;
  }

  return {
    async ask(name, asked, { load, signal }) {
      const session = await sessionOf(asked.key, load);
      if (signal.aborted) throw new AppError('CANCELLED', 'The call was cancelled.');
      session.cancelIdle();
      session.cancelIdle = clock.after(idleMs, () => drop(asked.key));
      const run = here[name] as (given: typeof asked) => ReturnType<SessionOperations[typeof name]>;
      if (session.isHere) return run(asked);
      return (await thread.send({ name, args: asked }, signal)) as ReturnType<SessionOperations[typeof name]>;
    },
    drop(isDropped) {
      for (const key of [...sessions.keys()]) if (isDropped(key)) drop(key);
    },
    close() {
      for (const key of [...sessions.keys()]) {
        sessions.get(key)?.cancelIdle();
        sessions.delete(key);
      }
      thread.close();
    },
  };
}

/** Bytes that are the whole of their buffer can change threads as they are. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return new Uint8Array(buffer);
  return new Uint8Array(bytes);
}
