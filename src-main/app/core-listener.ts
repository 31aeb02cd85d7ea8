import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import {
  requestLimitBytes,
  type SocketMessage,
  type SocketRequest,
  socketRequest,
} from '../../src-shared/contract/protocol.ts';
import type { ShellKind } from '../platform/ports.ts';
import type { CoreApp } from './core-link.ts';
import type { EventFeed, EventStream } from './event-stream.ts';
import { replyOfError } from './failure-reply.ts';
import { type FrameSocket, openFrameSocket } from './frame-socket.ts';

export type CoreListener = { clients(): number; onClients(listener: () => void): void; close(): Promise<void> };

/** Serves `dispatch` and events to the shells of this user that attach to the local socket. */
export async function listenForShells(app: CoreApp, events: EventStream, socketPath: string): Promise<CoreListener> {
  const sockets = new Set<Socket>();
  let onClients = (): void => undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      onClients();
    });
    serveShell(app, events, socket);
  });
  await listen(server, socketPath);
  return {
    clients: () => sockets.size,
    onClients(listener) {
      onClients = listener;
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
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

function serveShell(app: CoreApp, events: EventStream, socket: Socket): void {
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
      shell = request.shell;
      feed = events.openFeed({ send, canSend: wire.canSend }, null);
    } else if (request.kind === 'cancel') {
      open.get(request.id)?.abort();
    } else {
      void answer(request);
    }
  }

  async function answer(request: Extract<SocketRequest, { kind: 'call' }>): Promise<void> {
    if (!shell || open.has(request.id)) return void socket.destroy();
    const controller = new AbortController();
    open.set(request.id, controller);
    try {
      const caller = { sessionToken: request.sessionToken, shell };
      const reply = await app.dispatch(request.name, request.input, caller, controller.signal);
      send({ kind: 'reply', id: request.id, reply });
    } catch (error) {
      send({ kind: 'reply', id: request.id, reply: replyOfError(error) });
    } finally {
      open.delete(request.id);
    }
  }
}
