import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';
import { type Hello, hello, httpPaths, type Push } from '../../src-shared/contract/protocol.ts';
import type { CoreLink } from '../app/core-link.ts';
import type { Clock } from '../platform/ports.ts';
import { noSession, type Refusal, refuseHost, refuseOrigin } from './guards.ts';
import type { LaunchSession, LaunchSessions } from './launch-sessions.ts';

export type EventsDeps = { link: CoreLink; sessions: LaunchSessions; host: string; clock: Clock };
export type EventsRoute = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
};

const helloTimeoutMs = 5_000;
const pingEveryMs = 30_000;
/** Above this, the page reads slower than events come; they stay in the core's stream until it has caught up. */
const fullBufferBytes = 1024 * 1024;
const closeCodes = { badHello: 4400, noSession: 4401, ended: 4403, stopped: 1001 } as const;

/** `WS /events`: pushes to a page, after its first message has shown the second secret. */
export function createEventsRoute(deps: EventsDeps): EventsRoute {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  return {
    upgrade(request, socket, head) {
      const refusal = refuseUpgrade(deps, request);
      if (refusal) return void refuseSocket(socket, refusal);
      server.handleUpgrade(request, socket, head, (page) => awaitHello(deps, page, request.headers.cookie));
    },
    close() {
      for (const page of server.clients) {
        send(page, { kind: 'ended', reason: 'stopped' });
        page.close(closeCodes.stopped);
      }
      server.close();
    },
  };
}

function refuseUpgrade({ host, sessions }: EventsDeps, request: IncomingMessage): Refusal | null {
  const misdirected = refuseHost(request, host) ?? refuseOrigin(request, host);
  if (misdirected) return misdirected;
  if (request.url !== httpPaths.events) return { status: 404, text: 'Nothing here.' };
  return sessions.findByCookie(request.headers.cookie) ? null : noSession;
}

function refuseSocket(socket: Duplex, { status, text }: Refusal): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-type: text/plain\r\n\r\n${text}\n`);
}

function awaitHello(deps: EventsDeps, page: WebSocket, cookieHeader: string | undefined): void {
  const cancel = deps.clock.after(helloTimeoutMs, () => page.close(closeCodes.badHello));
  page.on('error', () => page.terminate());
  page.once('close', cancel);
  page.once('message', (data: Buffer, isBinary: boolean) => {
    cancel();
    const first = isBinary ? parseHello(data) : null;
    if (!first) return void page.close(closeCodes.badHello);
    const session = deps.sessions.authenticate(cookieHeader, first.secret);
    if (!session) {
      send(page, { kind: 'ended', reason: 'stopped' });
      return void page.close(closeCodes.noSession);
    }
    servePage(deps, page, session, first);
  });
}

function parseHello(data: Buffer): Hello | null {
  try {
    return hello.parse(decodeFrame(data));
  } catch {
    return null;
  }
}

function servePage({ link, clock }: EventsDeps, page: WebSocket, session: LaunchSession, { after }: Hello): void {
  const target = {
    send: (push: Push) => send(page, push, () => feed.pump()),
    canSend: () => page.readyState === page.OPEN && page.bufferedAmount < fullBufferBytes,
  };
  const feed = link.events.openFeed(target, after);
  const endRole = link.onRole((role) => send(page, { kind: 'link', state: role === 'down' ? 'down' : 'up' }));
  const endPings = pingUntilDead(page, clock);
  const onEnded = (): void => {
    send(page, { kind: 'ended', reason: 'token-reused' });
    page.close(closeCodes.ended);
  };
  session.ended.signal.addEventListener('abort', onEnded, { once: true });
  page.once('close', () => {
    feed.close();
    endRole();
    endPings();
    session.ended.signal.removeEventListener('abort', onEnded);
  });
}

function send(page: WebSocket, push: Push, onSent?: () => void): void {
  if (page.readyState === page.OPEN) page.send(encodeFrame(push), () => onSent?.());
}

/** A laptop that went to sleep leaves a half-open connection; it is closed at the second ping without an answer. */
function pingUntilDead(page: WebSocket, clock: Clock): () => void {
  let isAlive = true;
  let cancel = (): void => undefined;
  page.on('pong', () => {
    isAlive = true;
  });
  function next(): void {
    cancel = clock.after(pingEveryMs, () => {
      if (!isAlive) return void page.terminate();
      isAlive = false;
      page.ping();
      next();
    });
  }
  next();
  return () => cancel();
}
