import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpPaths, launchParameter } from '../../src-shared/contract/protocol.ts';
import type { CoreLink } from '../app/core-link.ts';
import { listRendererFiles, type RendererFiles } from '../app/renderer-files.ts';
import { securityHeaders } from '../app/security-headers.ts';
import type { Clock, Logger } from '../platform/ports.ts';
import { createEventsRoute, type EventsRoute } from './events-route.ts';
import { answerRefusal, noSession, refuseHost } from './guards.ts';
import { serveLaunch } from './launch-route.ts';
import { createLaunchSessions, type LaunchSession, type LaunchSessions } from './launch-sessions.ts';
import { serveRpc } from './rpc-route.ts';

export type BrowserShellDeps = {
  link: CoreLink;
  rendererDir: string;
  clock: Clock;
  logger: Logger;
  /** 0 = any free port. */
  port: number;
  /** A launch address was used a second time and its session has been ended. */
  onTokenReused(): void;
};

export type BrowserShell = {
  port: number;
  /** A new address that opens the console once; for the person at the terminal only. */
  mintAddress(): string;
  close(): Promise<void>;
};

/** The console for an ordinary browser on the same machine: loopback only, one address per launch. */
export async function startBrowserShell(deps: BrowserShellDeps): Promise<BrowserShell> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 });
  server.maxConnections = 256;
  const port = await listen(server, deps.port);
  const host = `127.0.0.1:${port}`;
  const sessions = createLaunchSessions(deps.clock, (session) => {
    deps.logger.warn('A launch address was used a second time; its session has been ended.');
    signOutAll(deps.link, session);
    deps.onTokenReused();
  });
  const routes: Routes = { deps, host, sessions, files: listRendererFiles(deps.rendererDir) };
  const events = createEventsRoute({ link: deps.link, sessions, host, clock: deps.clock });
  server.on('request', (request, response) => serve(routes, request, response));
  server.on('upgrade', events.upgrade);
  return {
    port,
    mintAddress: () => `http://${host}${httpPaths.launch}?${launchParameter}=${sessions.mint()}`,
    close: () => close(server, events),
  };
}

type Routes = { deps: BrowserShellDeps; host: string; sessions: LaunchSessions; files: RendererFiles };

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Never another address: whoever reaches this port from outside would only need the token.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function serve(routes: Routes, request: IncomingMessage, response: ServerResponse): void {
  const refusal = refuseHost(request, routes.host);
  if (refusal) return void answerRefusal(response, refusal);
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (path === httpPaths.launch) return void serveLaunch(routes.sessions, request, response);
  if (!path.startsWith(httpPaths.rpc)) return void serveFile(routes, path, request, response);
  const { deps, sessions, host } = routes;
  serveRpc({ link: deps.link, sessions, host }, request, response).catch(() => {
    // The page went away in the middle of its request; there is nobody left to tell.
    response.destroy();
  });
}

function serveFile(routes: Routes, path: string, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET') return void answerRefusal(response, { status: 405, text: 'Only GET.' });
  if (!routes.sessions.findByCookie(request.headers.cookie)) return void answerRefusal(response, noSession);
  const file = routes.files.find(path);
  if (!file) return void answerRefusal(response, { status: 404, text: 'Nothing here.' });
  const stream = createReadStream(file.filePath);
  stream.once('open', () => {
    response.writeHead(200, { ...securityHeaders, 'content-type': file.contentType });
    stream.pipe(response);
  });
  stream.once('error', () => {
    if (response.headersSent) response.destroy();
    else answerRefusal(response, { status: 404, text: 'Nothing here any more; the program has been updated.' });
  });
}

function signOutAll(link: CoreLink, session: LaunchSession): void {
  for (const sessionToken of session.sessionTokens) {
    void link.call({ name: 'accounts.signOut', input: {}, sessionToken }, AbortSignal.timeout(5_000));
  }
  session.sessionTokens.clear();
}

async function close(server: Server, events: EventsRoute): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  events.close();
  server.closeAllConnections();
  await closed;
}
