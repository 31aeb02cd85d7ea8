import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  requestLimitBytes,
  type SocketMessage,
  type SocketRequest,
  socketRequest,
} from '../../src-shared/contract/protocol.ts';
import type { ShellKind } from '../platform/ports.ts';
import type { CoreApp } from './core-link.ts';
import type { EventFeed, EventStream } from './event-stream.ts';
import { replyOfError, unreachableReply } from './failure-reply.ts';
import { type FrameSocket, openFrameSocket } from './frame-socket.ts';
import { version } from './version.ts';

export type CoreListener = {
  /** Takes no new calls, lets those under way answer (at most `closeLimitMs`), then ends every connection. */
  close(): Promise<void>;
};

const closeLimitMs = 10_000;

type Door = { app: CoreApp; events: EventStream; underWay: Set<Promise<void>>; isClosing: boolean };

/** Serves `dispatch` and events to the shells of this user that attach to the local socket. */
export async function listenForShells(app: CoreApp, events: EventStream, socketPath: string): Promise<CoreListener> {
  const sockets = new Set<Socket>();
  const door: Door = { app, events, underWay: new Set(), isClosing: false };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveShell(door, socket);
  });
  await listen(server, socketPath);
  return {
    async close() {
      door.isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await settledWithin(door.underWay, closeLimitMs);
      for (const socket of sockets) socket.destroySoon();
      await closed;
    },
  };
}

/** A command cut off here would be *unknown* to whoever gave it. */
async function settledWithin(work: Iterable<Promise<void>>, limitMs: number): Promise<void> {
  const limit = new AbortController();
  const timedOut = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(work), timedOut]);
  limit.abort();
}

async function listen(server: Server, socketPath: string): Promise<void> {
  // Left by a core that was killed. Only the holder of the folder's lock comes here, so it is nobody's.
  if (process.platform !== 'win32') rmSync(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  // The folder is 0700, so nobody else got in between listening and this.
  if (process.platform !== 'win32') chmodSync(socketPath, 0o600);
}

function serveShell(door: Door, socket: Socket): void {
  const open = new Map<number, AbortController>();
  let shell: ShellKind | null = null;
  let feed: EventFeed | null = null;
  const wire: FrameSocket = openFrameSocket(socket, requestLimitBytes, {
    onMessage: (message) => receive(socketRequest.parse(message)),
    onDrain: () => feed?.pump(),
    onClose() {
      feed?.close();
      for (const controller of open.values()) controller.abort();
    },
  });
  const send = (message: SocketMessage): void => wire.send(message);

  function receive(request: SocketRequest): void {
    if (request.kind === 'hello') {
      if (shell) throw new TypeError('A second hello on one connection.');
      if (request.version !== version) {
        refuseVersion(wire);
        return;
      }
      shell = request.shell;
      feed = door.events.openFeed({ send, canSend: wire.canSend }, null);
    } else if (request.kind === 'cancel') {
      open.get(request.id)?.abort();
    } else {
      const answered = answer(request);
      door.underWay.add(answered);
      void answered.finally(() => door.underWay.delete(answered));
    }
  }

  async function answer(request: Extract<SocketRequest, { kind: 'call' }>): Promise<void> {
    if (!shell || open.has(request.id)) return void socket.destroy();
    if (door.isClosing) return send({ kind: 'reply', id: request.id, reply: unreachableReply() });
    const controller = new AbortController();
    open.set(request.id, controller);
    try {
      const caller = { sessionToken: request.sessionToken, shell };
      const reply = await door.app.dispatch(request.name, request.input, caller, controller.signal);
      send({ kind: 'reply', id: request.id, reply });
    } catch (error) {
      send({ kind: 'reply', id: request.id, reply: replyOfError(error) });
    } finally {
      open.delete(request.id);
    }
  }
}

/** A shell never gets as far as a call: what follows its hello comes from nobody and ends the connection as well. */
function refuseVersion(wire: FrameSocket): void {
  wire.send({ kind: 'refused', version } satisfies SocketMessage);
  wire.close();
}
