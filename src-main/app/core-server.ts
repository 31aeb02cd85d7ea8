import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type Reply } from '../../src-shared/domain/app-error.ts';
import type { ShellKind } from '../platform/ports.ts';
import { attachToCore } from './core-client.ts';
import type { CoreApp, CoreLink, CoreSession, LinkCall, LinkRole, SessionContext } from './core-link.ts';
import { type CoreListener, listenForShells } from './core-listener.ts';
import { type LockAttempt, tryLock } from './core-lock.ts';
import { openDataFolder, socketPathOf } from './data-folder.ts';
import { createEventStream } from './event-stream.ts';
import { replyOfError, unreachableReply } from './failure-reply.ts';

export type OpenCoreOptions = {
  dataDir: string;
  shell: ShellKind;
  /** Makes the application when this process becomes the core. */
  createApp(dataDir: string): Promise<CoreApp>;
  /** Gives up waiting for a core that holds the folder and does not answer; ms. */
  patienceMs?: number;
};

const defaultPatienceMs = 20_000;
const retryMs = 100;

/**
 * Becomes the core of a data folder, or attaches to the one that is. When that core goes away, the link becomes or
 * attaches again by itself; events then go on after a `gap`.
 * @throws AppError STORE_UNAVAILABLE: folder not ours, not writable, held by a core that does not answer
 */
export async function openCore(options: OpenCoreOptions): Promise<CoreLink> {
  const dataDir = openDataFolder(options.dataDir);
  const context: SessionContext = { shell: options.shell, events: createEventStream({ epoch: '', sequence: 0 }) };
  const closing = new AbortController();
  const listeners = new Set<(role: LinkRole) => void>();
  let current: Promise<CoreSession | null> = openSession(options, dataDir, context, closing.signal);
  /** Why this process could not take over; told to whoever calls meanwhile. */
  let lastFailure: unknown = null;
  let role: LinkRole = (await current)?.role ?? 'down';

  function setRole(next: LinkRole): void {
    if (role === next) return;
    role = next;
    for (const listener of listeners) listener(next);
  }

  /** One session after another until the link is closed. */
  async function keepOpen(): Promise<void> {
    while (!closing.signal.aborted) {
      const session = await current;
      if (session) await session.ended;
      if (closing.signal.aborted) return;
      setRole('down');
      current = openSession(options, dataDir, context, closing.signal).catch((error: unknown) => {
        lastFailure = error;
        return null;
      });
      const opened = await current;
      if (!opened) {
        await sleep(retryMs * 10, undefined, { signal: closing.signal }).catch(() => undefined);
        continue;
      }
      lastFailure = null;
      setRole(opened.role);
    }
  }
  const kept = keepOpen();

  async function call(request: LinkCall, signal: AbortSignal): Promise<Reply<unknown>> {
    const session = await Promise.race([current, aborted(signal)]);
    if (session) return session.call(request, signal);
    return lastFailure instanceof AppError ? replyOfError(lastFailure) : unreachableReply();
  }

  return {
    role: () => role,
    call,
    events: context.events,
    onRole(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await (await current.catch(() => null))?.close();
      await kept;
    },
  };
}

async function openSession(
  options: OpenCoreOptions,
  dataDir: string,
  context: SessionContext,
  signal: AbortSignal,
): Promise<CoreSession | null> {
  const socketPath = socketPathOf(dataDir);
  const giveUpAt = performance.now() + (options.patienceMs ?? defaultPatienceMs);
  let ignoring: number | null = null;
  while (!signal.aborted) {
    const lock = tryLock(dataDir, socketPath, ignoring);
    if (lock.kind === 'taken') return becomeCore(options, dataDir, context, lock);
    const session = await attachToCore(lock.by.socketPath, context);
    if (session) return session;
    // It may be starting, or dying. Waiting is bounded, and only a holder that cannot be judged is passed over.
    if (performance.now() > giveUpAt) {
      if (lock.isCertain) throw notAnswering(lock);
      ignoring = lock.number;
    }
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

async function becomeCore(
  options: OpenCoreOptions,
  dataDir: string,
  context: SessionContext,
  lock: Extract<LockAttempt, { kind: 'taken' }>,
): Promise<CoreSession> {
  let app: CoreApp | null = null;
  try {
    app = await options.createApp(dataDir);
    context.events.reset({ epoch: randomUUID(), sequence: 0 });
    app.onEvent((event) => context.events.append(event));
    const listener = await listenForShells(app, context.events, socketPathOf(dataDir));
    return coreSession(options, app, listener, lock);
  } catch (error) {
    await app?.close();
    lock.release();
    throw error;
  }
}

function coreSession(
  options: OpenCoreOptions,
  app: CoreApp,
  listener: CoreListener,
  lock: Extract<LockAttempt, { kind: 'taken' }>,
): CoreSession {
  const ended = Promise.withResolvers<void>();
  return {
    role: 'core',
    async call({ name, input, sessionToken }, signal) {
      try {
        return await app.dispatch(name, input, { sessionToken, shell: options.shell }, signal);
      } catch (error) {
        return replyOfError(error);
      }
    },
    ended: ended.promise,
    async close() {
      try {
        await listener.close();
        await app.close();
      } finally {
        lock.release();
        ended.resolve();
      }
    },
  };
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

function notAnswering(lock: Extract<LockAttempt, { kind: 'held' }>): AppError {
  return new AppError(
    'STORE_UNAVAILABLE',
    `Another Vaktbord (process ${lock.by.pid}) holds this data folder and does not answer. End that process, then start again.`,
    { retryable: true },
  );
}
