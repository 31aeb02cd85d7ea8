import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { createAuthority, type Identity } from './certificates.ts';

/** One request as it arrived; `path` with its query, below `/api`. */
export type ArrivedRequest = { method: string; path: string; headers: IncomingMessage['headers']; body: string };
export type CannedAnswer = { status?: number; type?: string; body?: string | Buffer; headers?: Record<string, string> };
/** May also take the response into its own hands: then it returns null. */
export type Answer = (
  request: ArrivedRequest,
  response: ServerResponse,
) => CannedAnswer | null | Promise<CannedAnswer | null>;

/**
 * A server that answers like the recorded engine: X-Requested-With demanded, sessions by cookie, recorded bodies for the usual questions.
 * @method on answers requests whose `METHOD path` begins with `start`; the newest rule wins
 */
export type RecordedMirth = {
  url: string;
  identity: Identity;
  requests: ArrivedRequest[];
  /** Plain bytes that came out of TLS, over all connections. */
  receivedBytes(): number;
  loginCount(): number;
  on(start: string, answer: Answer | CannedAnswer): void;
  /** As after a restart: old cookies are worth nothing. */
  expireSessions(): void;
  /** Cuts every open connection. */
  dropConnections(): void;
  close(): Promise<void>;
};

export type RecordedMirthOptions = {
  identity?: Identity;
  password?: string;
  tls?: { ca?: string; requestCert?: boolean; rejectUnauthorized?: boolean };
  port?: number;
};

const fixtures = join(import.meta.dirname, '../../src-main/engines/mirth/fixtures');

export function fixture(name: string): Buffer {
  return readFileSync(join(fixtures, name));
}

/** As exchange 10x, at another moment or in another zone. */
export function serverTime(at: number, timeZone: string): string {
  return `<gregorian-calendar>\n  <time>${at}</time>\n  <timezone>${timeZone}</timezone>\n</gregorian-calendar>`;
}

const channelA1 = '/channels/a1000000-0000-4000-8000-000000000001';
const usual: readonly [start: string, answer: CannedAnswer][] = [
  ['GET /server/status', { body: fixture('10x-GET-server-status.xml') }],
  ['GET /server/version', { type: 'text/plain', body: fixture('10t-GET-server-version.txt') }],
  ['GET /system/stats', { body: fixture('11bx-GET-system-stats.xml') }],
  ['GET /channels/statuses', { body: fixture('30x-GET-statuses.xml') }],
  ['GET /channels/idsAndNames', { body: fixture('20x-GET-channels-idsAndNames.xml') }],
  ['GET /server/channelTags', { body: fixture('92bx-GET-channelTags.xml') }],
  ['GET /alerts/statuses', { body: fixture('91dx-GET-alerts-statuses.xml') }],
  ['GET /events/maxEventId', { body: '<int>251</int>' }],
  ['GET /extensions/serverlog', { body: fixture('84x-GET-serverlog.xml') }],
  ['GET /extensions/dashboardstatus/connectorStates', { body: fixture('85x-GET-connectorStates.xml') }],
  ['GET /extensions/dashboardstatus/connectionLogs', { body: fixture('86x-GET-connectionLogs-lastLogId.xml') }],
  [`GET ${channelA1}/connectorNames`, { body: fixture('23x-GET-connectorNames.xml') }],
  [`GET ${channelA1}/messages/91`, { body: fixture('60x-GET-message-error-connect-refused.xml') }],
  [`GET ${channelA1}/messages/91/attachments`, { body: '<list/>' }],
];

export async function startRecordedMirth(options: RecordedMirthOptions = {}): Promise<RecordedMirth> {
  const identity = options.identity ?? (await createIdentity());
  const rules: [string, Answer][] = usual.map(([start, answer]) => [start, () => answer]);
  rules.push(['GET /server/time', () => ({ body: serverTime(Date.now(), 'UTC') })]);
  const requests: ArrivedRequest[] = [];
  const sockets = new Set<Socket>();
  let sessions = new Set<string>();
  let receivedBytes = 0;
  let loginCount = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrived = await readRequest(request);
    requests.push(arrived);
    const canned = await choose(arrived, response);
    if (canned === null) return;
    const body = canned.body ?? '';
    const type = body.length === 0 ? {} : { 'content-type': canned.type ?? 'application/xml' };
    response.writeHead(canned.status ?? (body.length === 0 ? 204 : 200), { ...type, ...canned.headers });
    response.end(body);
  }

  async function choose(arrived: ArrivedRequest, response: ServerResponse): Promise<CannedAnswer | null> {
    const line = `${arrived.method} ${arrived.path}`;
    if (arrived.headers['x-requested-with'] === undefined) return { status: 400 };
    if (line === 'POST /users/_login') return await signIn(arrived, response);
    const session = /JSESSIONID=([^;]+)/.exec(arrived.headers.cookie ?? '')?.[1] ?? '';
    if (!sessions.has(session))
      return { status: 401, headers: { 'set-cookie': 'JSESSIONID=stray; Path=/api; Secure' } };
    if (line === 'POST /users/_logout') return { status: 204 };
    const rule = rules.findLast(([start]) => line.startsWith(start));
    return rule === undefined ? { status: 404 } : await rule[1](arrived, response);
  }

  async function signIn(arrived: ArrivedRequest, response: ServerResponse): Promise<CannedAnswer | null> {
    loginCount += 1;
    const rule = rules.findLast(([start]) => start === 'POST /users/_login');
    if (rule !== undefined) return await rule[1](arrived, response);
    const isRight = new URLSearchParams(arrived.body).get('password') === (options.password ?? 'secret');
    if (!isRight) return { status: 401, body: fixture('03x-POST-login-wrong-password-xml.xml') };
    const session = `node0${loginCount}`;
    sessions.add(session);
    const headers = { 'set-cookie': `JSESSIONID=${session}; Path=/api; Secure` };
    return { body: fixture('05x-POST-login-xml.xml'), headers };
  }

  const server = createServer(
    { ...options.tls, cert: identity.certificate, key: identity.key },
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  );
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.on('data', (chunk: Buffer) => {
      receivedBytes += chunk.length;
    });
    socket.on('error', () => {}); // a client that goes away is what some tests are about
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));

  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    identity,
    requests,
    receivedBytes: () => receivedBytes,
    loginCount: () => loginCount,
    on: (start, rule) => void rules.push([start, typeof rule === 'function' ? rule : () => rule]),
    expireSessions() {
      sessions = new Set();
    },
    dropConnections() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As the real engine's: no subjectAltName, an issuer that nobody trusts. */
async function createIdentity(): Promise<Identity> {
  const authority = await createAuthority('CN=Mirth Connect Certificate Authority');
  return await authority.issue('CN=mirth-connect');
}

async function readRequest(request: IncomingMessage): Promise<ArrivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = (request.url ?? '').replace(/^\/api/, '');
  return { method: request.method ?? '', path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
}
