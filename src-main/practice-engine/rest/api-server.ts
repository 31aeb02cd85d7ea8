import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, isAcceptable, notFound, nothing, toWire, type WireAnswer } from './answer.ts';
import { errorPage, Faults, writeCutOff, writeHuge } from './fault.ts';
import type { RestEngine } from './route.ts';
import { matchRoute } from './routes.ts';
import { Sessions, sessionIdOf } from './sessions.ts';
import { el } from './xml.ts';

export type ApiServerDeps = {
  engine: RestEngine;
  key: string;
  certificate: string;
  port: number;
  checkPassword: (userName: string, password: string) => boolean;
  onSignIn: () => void;
};

const maxBodyBytes = 64 * 1024 * 1024;
const commonHeaders: [string, string][] = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Credentials', 'false'],
  ['Access-Control-Allow-Methods', 'GET, POST, DELETE, PUT'],
  ['Access-Control-Allow-Headers', 'Content-Type'],
  ['Content-Security-Policy', "frame-ancestors 'none'"],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
];
const strictTransport: [string, string] = ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'];

/** The Mirth-compatible API over TLS on 127.0.0.1. Closing it cuts every connection. */
export class ApiServer {
  readonly faults = new Faults();
  readonly #deps: ApiServerDeps;
  readonly #sessions = new Sessions();
  readonly #sockets = new Set<Duplex>();
  #closing = new AbortController();
  #server: Server | null = null;
  #port: number;

  constructor(deps: ApiServerDeps) {
    this.#deps = deps;
    this.#port = deps.port;
  }

  get port(): number {
    return this.#port;
  }

  /** @throws the socket's error when the port cannot be taken */
  async open(): Promise<void> {
    const server = createServer(
      { key: this.#deps.key, cert: this.#deps.certificate, minVersion: 'TLSv1.2' },
      (request, response) => {
        this.#serve(request, response).catch(() => response.destroy());
      },
    );
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    // A client that refuses our certificate or speaks no TLS is its own affair.
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', () => resolve());
    });
    const address = server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
    this.#server = server;
  }

  /** Opens on the wanted port or, when that is taken, on any. */
  async openAnywhere(): Promise<void> {
    try {
      await this.open();
    } catch {
      this.#port = 0;
      await this.open();
    }
  }

  /** Ends all sessions, as a restart of the engine does. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#sessions.clear();
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === null) {
      response.destroy();
      return;
    }
    const url = new URL(request.url ?? '/', 'https://localhost');
    const fault = this.faults.take(url.pathname);
    if (fault?.kind === 'half-open') return; // the connection stays open and silent until somebody cuts it
    if (fault?.kind === 'slow') await sleep(fault.delayMs, undefined, { signal: this.#closing.signal });
    if (fault?.kind === 'error-page') {
      send(response, errorPage, []);
      return;
    }
    const { answer, headers } = await this.#answer(request, url, body);
    const wire = toWire(answer, {
      path: url.pathname,
      accept: request.headers.accept ?? null,
      method: request.method ?? 'GET',
    });
    if (fault?.kind === 'cut-off') writeCutOff(response, wire);
    else if (fault?.kind === 'huge') await writeHuge(response, wire, fault.bytes);
    else send(response, wire, headers);
  }

  async #answer(
    request: IncomingMessage,
    url: URL,
    body: string,
  ): Promise<{ answer: Answer; headers: [string, string][] }> {
    if (request.headers['x-requested-with'] === undefined) {
      return {
        answer: { kind: 'container', status: 400, message: "All requests must have 'X-Requested-With' header" },
        headers: [],
      };
    }
    const headers: [string, string][] = [strictTransport];
    let session = sessionIdOf(request.headers.cookie);
    if (!this.#sessions.isKnown(session)) {
      session = this.#sessions.open();
      headers.push(['Set-Cookie', `JSESSIONID=${session}; Path=/api; Secure`]);
    }
    const path = url.pathname.startsWith('/api/') ? url.pathname.slice(4) : '';
    if (request.method === 'POST' && path === '/users/_login') {
      if (headers.length > 1) headers.push(['Expires', 'Thu, 01 Jan 1970 00:00:00 GMT']);
      return { answer: this.#login(session as string, new URLSearchParams(body)), headers };
    }
    const answer = await this.#route(request, { url, path, body, session: session as string });
    const isRefusedLogin = answer.kind === 'element' && answer.status === 401;
    return { answer, headers: isRefusedLogin ? [strictTransport] : headers };
  }

  async #route(
    request: IncomingMessage,
    call: { url: URL; path: string; body: string; session: string },
  ): Promise<Answer> {
    const match = matchRoute(request.method ?? 'GET', call.path);
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (basic !== undefined && !this.#sessions.isSignedIn(call.session)) {
      const [userName = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
      const answer = this.#login(
        call.session,
        new URLSearchParams({ username: userName, password: password.join(':') }),
      );
      if (answer.kind === 'element' && answer.status === 401) return answer;
    }
    if (!this.#sessions.isSignedIn(call.session)) return { kind: 'container', status: 401 };
    if (request.method === 'POST' && call.path === '/users/_logout') {
      this.#sessions.end(call.session);
      this.#deps.engine.events.add({ name: 'Logout', attributes: [] });
      return nothing;
    }
    if (match.kind === 'none') return notFound;
    if (match.kind === 'wrong-method') return { kind: 'container', status: 405, allow: match.allow };
    const { route, params } = match;
    const contentType = request.headers['content-type'] ?? '';
    if (route.accepts && !route.accepts.some((type) => contentType.startsWith(type)))
      return { kind: 'container', status: 415 };
    if (!isAcceptable(request.headers.accept ?? null, route.produces ?? 'element'))
      return { kind: 'container', status: 406 };
    return route.handle({
      engine: this.#deps.engine,
      params,
      query: call.url.searchParams,
      body: call.body,
      contentType,
    });
  }

  #login(session: string, form: URLSearchParams): Answer {
    const userName = form.get('username') ?? '';
    const isRight = this.#deps.checkPassword(userName, form.get('password') ?? '');
    this.#deps.engine.events.add({
      name: 'Login',
      attributes: [['username', userName]],
      outcome: isRight ? 'SUCCESS' : 'FAILURE',
      userId: isRight ? 1 : 0,
    });
    if (isRight) {
      this.#sessions.signIn(session);
      this.#deps.onSignIn();
    }
    const element = el('com.mirth.connect.model.LoginStatus', [
      el('status', isRight ? 'SUCCESS' : 'FAIL'),
      el('message', isRight ? '' : 'Incorrect username or password.'),
    ]);
    return isRight ? { kind: 'element', element } : { kind: 'element', element, status: 401 };
  }
}

/** Null when the body is over 64 MB or was cut off. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBodyBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    return null; // the caller went away while sending
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, answer: WireAnswer, headers: [string, string][]): void {
  const body = Buffer.from(answer.body, 'utf8');
  const all = [...commonHeaders, ...headers, ...answer.headers];
  if (answer.status !== 204) all.push(['Content-Length', String(body.length)]);
  response.writeHead(answer.status, answer.reason, all.flat());
  response.end(body);
}
