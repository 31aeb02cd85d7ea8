import { createConnection, type Socket } from 'node:net';
import { findProcedure, type PushedEvent } from '../../src-shared/contract/index.ts';
import { answerLimitBytes, type SocketMessage } from '../../src-shared/contract/protocol.ts';
import { AppError, type Reply } from '../../src-shared/domain/app-error.ts';
import type { CoreSession, LinkCall, SessionContext } from './core-link.ts';
import type { EventStream } from './event-stream.ts';
import { failureReply, unreachableReply } from './failure-reply.ts';
import { type FrameSocket, openFrameSocket } from './frame-socket.ts';
import { version } from './version.ts';

type Welcome = { kind: 'welcome' } | { kind: 'refused'; core: string } | { kind: 'nobody' };
type OpenCall = { request: LinkCall; settle(reply: Reply<unknown>): void };

/**
 * Attaches to a running core. Its events are put into `context.events`.
 * @returns null when nothing listens there (yet)
 * @throws AppError CONFLICT when the core is of another version
 */
export async function attachToCore(socketPath: string, context: SessionContext): Promise<CoreSession | null> {
  const socket = await connect(socketPath);
  if (!socket) return null;
  const open = new Map<number, OpenCall>();
  let nextId = 1;
  const welcomed = Promise.withResolvers<Welcome>();
  const ended = Promise.withResolvers<void>();
  const wire: FrameSocket = openFrameSocket(socket, answerLimitBytes, {
    onMessage(message) {
      const received = message as SocketMessage;
      if (received.kind === 'refused') {
        welcomed.resolve({ kind: 'refused', core: received.version });
        return;
      }
      receive(received, open, context.events);
      welcomed.resolve({ kind: 'welcome' });
    },
    onClose() {
      for (const call of open.values()) call.settle(lostReply(call.request.name));
      open.clear();
      welcomed.resolve({ kind: 'nobody' });
      ended.resolve();
    },
  });
  wire.send({ kind: 'hello', shell: context.shell, version });
  // A core that is being killed still takes connections for a moment; only one that speaks is there.
  const timer = setTimeout(() => socket.destroy(), welcomeTimeoutMs);
  const welcome = await welcomed.promise;
  clearTimeout(timer);
  if (welcome.kind === 'nobody') return null;
  if (welcome.kind === 'refused') {
    wire.close();
    throw otherVersion(welcome.core);
  }

  function call(request: LinkCall, signal: AbortSignal): Promise<Reply<unknown>> {
    if (wire.isClosed()) return Promise.resolve(unreachableReply());
    const id = nextId++;
    return new Promise((resolve) => {
      const onAbort = (): void => wire.send({ kind: 'cancel', id });
      open.set(id, {
        request,
        settle(reply) {
          signal.removeEventListener('abort', onAbort);
          open.delete(id);
          resolve(reply);
        },
      });
      signal.addEventListener('abort', onAbort, { once: true });
      sendCall(wire, id, request, open);
      if (signal.aborted) onAbort();
    });
  }

  return {
    role: 'attached',
    call,
    ended: ended.promise,
    async close() {
      wire.close();
      await ended.promise;
    },
  };
}

function sendCall(wire: FrameSocket, id: number, request: LinkCall, open: Map<number, OpenCall>): void {
  try {
    wire.send({ kind: 'call', id, ...request });
  } catch {
    open.get(id)?.settle(failureReply('BAD_INPUT', 'The input holds a value that cannot cross to the core.'));
  }
}

function receive(
  message: Exclude<SocketMessage, { kind: 'refused' }>,
  open: Map<number, OpenCall>,
  events: EventStream,
): void {
  switch (message.kind) {
    case 'reply':
      open.get(message.id)?.settle(message.reply as Reply<unknown>);
      break;
    case 'gap':
      events.reset(message.position);
      break;
    case 'events':
      for (const event of message.events as PushedEvent[]) events.append(event);
      break;
    default:
      message satisfies never;
  }
}

function otherVersion(core: string): AppError {
  return new AppError(
    'CONFLICT',
    `This program is version ${version}, and the core running on this data folder is ${core}. Close the older of the two, then start again.`,
    { messageKey: 'errors.otherVersion', params: { shell: version, core } },
  );
}

/** A command may have been done although its answer never came. */
function lostReply(name: string): Reply<never> {
  if (findProcedure(name)?.type === 'command') {
    return failureReply('OUTCOME_UNKNOWN', 'The core went away before it answered. Look whether the command was done.');
  }
  return unreachableReply();
}

/** A local connect is answered or refused at once; a full backlog of a stuck core is not. */
const connectTimeoutMs = 3_000;
const welcomeTimeoutMs = 5_000;

function connect(socketPath: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    const timer = setTimeout(() => socket.destroy(), connectTimeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners();
      resolve(socket);
    });
    socket.once('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
