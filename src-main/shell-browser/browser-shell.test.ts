import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';
import type { PushedEvent } from '../../src-shared/contract/index.ts';
import { frameType, type Push, requestLimitBytes, secretHeader } from '../../src-shared/contract/protocol.ts';
import type { CoreLink, LinkCall } from '../app/core-link.ts';
import { createEventStream } from '../app/event-stream.ts';
import { createSystemClock } from '../platform/clock.ts';
import { createSilentLogger } from '../platform/logger.ts';
import { type BrowserShell, startBrowserShell } from './browser-shell.ts';
import { launchLifeMs } from './launch-sessions.ts';

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
type Page = { cookie: string; secret: string };

let folder: string;
let calls: LinkCall[];
let answerCall: (call: LinkCall, signal: AbortSignal) => Promise<unknown>;
let reused: number;
let laterMs: number;
let shell: BrowserShell;
const events = createEventStream({ epoch: 'e1', sequence: 0 });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-shell-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Vaktbord</title>');
  writeFileSync(join(folder, 'app.js'), 'export {};');
  calls = [];
  reused = 0;
  laterMs = 0;
  answerCall = (call) => Promise.resolve({ ok: true, value: call.input });
  const link: CoreLink = {
    role: () => 'core',
    call(call, signal) {
      calls.push(call);
      return answerCall(call, signal) as ReturnType<CoreLink['call']>;
    },
    events,
    onRole: () => () => undefined,
    close: () => Promise.resolve(),
  };
  const system = createSystemClock();
  shell = await startBrowserShell({
    link,
    rendererDir: folder,
    clock: { ...system, monotonicMs: () => system.monotonicMs() + laterMs },
    logger: createSilentLogger(),
    port: 0,
    onTokenReused: () => void reused++,
  });
});

afterEach(async () => {
  await shell.close();
  rmSync(folder, { recursive: true, force: true });
});

function host(): string {
  return `127.0.0.1:${shell.port}`;
}

type Asking = { path: string; method?: string; headers?: Record<string, string>; body?: Uint8Array };

function ask({ path, method = 'GET', headers = {}, body }: Asking): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: shell.port, path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function launch(address = shell.mintAddress()): Promise<Page> {
  const answer = await ask({ path: address.slice(address.indexOf('/launch')) });
  expect(answer.status).toBe(303);
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return { cookie, secret: answer.headers.location?.split('#s=')[1] ?? '' };
}

function call(
  page: Page,
  changed: Record<string, string> = {},
  body = encodeFrame({ input: { a: 1 }, sessionToken: null }),
) {
  const headers = {
    origin: `http://${host()}`,
    'content-type': frameType,
    cookie: page.cookie,
    [secretHeader]: page.secret,
    ...changed,
  };
  return ask({ path: '/rpc/monitor.overview', method: 'POST', headers, body });
}

function openEvents(page: Page, headers: Record<string, string> = {}): WebSocket {
  return new WebSocket(`ws://${host()}/events`, {
    headers: { origin: `http://${host()}`, cookie: page.cookie, ...headers },
  });
}

/** Status of a refused upgrade. */
function refusedUpgrade(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => reject(new TypeError('The upgrade was accepted.')));
    socket.on('error', () => undefined);
  });
}

function collect(socket: WebSocket, until: (pushes: Push[]) => boolean): Promise<Push[]> {
  const pushes: Push[] = [];
  return new Promise((resolve) => {
    socket.on('message', (data: Buffer) => {
      pushes.push(decodeFrame(data) as Push);
      if (until(pushes)) resolve(pushes);
    });
    socket.on('close', () => resolve(pushes));
  });
}

function hello(socket: WebSocket, secret: string, after: unknown = null): void {
  socket.on('open', () => socket.send(encodeFrame({ kind: 'hello', secret, after })));
}

describe('browser shell: launch', () => {
  it('gives an HttpOnly, SameSite=Strict cookie with a name of its own and the second secret in the fragment', async () => {
    const address = shell.mintAddress();
    const answer = await ask({ path: address.slice(address.indexOf('/launch')) });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^vaktbord-[0-9a-f]{8}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect(answer.headers.location).toMatch(/^\/#s=[\w-]{43}$/);
    const other = await launch();
    expect(other.cookie.split('=')[0]).not.toBe(answer.headers['set-cookie']?.[0]?.split('=')[0]);
  });

  it('refuses no token, an unknown token, another method and a look-ahead', async () => {
    expect((await ask({ path: '/launch' })).status).toBe(403);
    expect((await ask({ path: '/launch?token=nothing' })).status).toBe(403);
    const path = shell.mintAddress().replace(`http://${host()}`, '');
    expect((await ask({ path, method: 'HEAD' })).status).toBe(405);
    expect((await ask({ path, headers: { 'sec-purpose': 'prefetch;prerender' } })).status).toBe(403);
    expect((await ask({ path })).status).toBe(303);
  });

  it('refuses a token that is too old', async () => {
    const path = shell.mintAddress().replace(`http://${host()}`, '');
    laterMs = launchLifeMs + 1;
    expect((await ask({ path })).status).toBe(403);
  });

  it('ends the session, signs its person out and says so when a token is used a second time', async () => {
    const address = shell.mintAddress();
    const page = await launch(address);
    await call(page, {}, encodeFrame({ input: {}, sessionToken: 'sign-in-1' }));
    const socket = openEvents(page);
    hello(socket, page.secret);
    const pushes = collect(socket, (all) => all.at(-1)?.kind === 'ended');
    await new Promise((resolve) => socket.once('message', resolve));

    const again = await ask({ path: address.slice(address.indexOf('/launch')) });
    expect(again.status).toBe(403);
    expect(again.body.toString()).toContain('a second time');
    expect((await pushes).at(-1)).toEqual({ kind: 'ended', reason: 'token-reused' });
    expect((await call(page)).status).toBe(401);
    expect(reused).toBe(1);
    expect(calls.at(-1)).toEqual({ name: 'accounts.signOut', input: {}, sessionToken: 'sign-in-1' });
  });
});

describe('browser shell: calls', () => {
  it('passes name, input and session token on and gives the reply back', async () => {
    const page = await launch();
    const answer = await call(page, {}, encodeFrame({ input: { bytes: Uint8Array.of(0, 255) }, sessionToken: 't' }));
    expect(answer.status).toBe(200);
    expect(decodeFrame(answer.body)).toEqual({ ok: true, value: { bytes: Uint8Array.of(0, 255) } });
    expect(calls).toMatchObject([{ name: 'monitor.overview', sessionToken: 't' }]);
  });

  const refusals: [string, number, Record<string, string>][] = [
    ['without a cookie', 401, { cookie: '' }],
    ['with another cookie', 401, { cookie: `vaktbord-00000000=${'A'.repeat(43)}` }],
    ['with the cookie but without the second secret', 401, { [secretHeader]: '' }],
    ['with the cookie and a wrong second secret', 401, { [secretHeader]: 'A'.repeat(43) }],
    ['from a foreign origin', 403, { origin: 'http://evil.example' }],
    ['from another port of this machine', 403, { origin: 'http://127.0.0.1:1' }],
    ['from an opaque origin', 403, { origin: 'null' }],
    ['under another host name', 421, { host: 'evil.example' }],
    ['under localhost', 421, { host: 'localhost' }],
    ['as plain text', 415, { 'content-type': 'text/plain' }],
    ['as JSON', 415, { 'content-type': 'application/json' }],
  ];
  for (const [how, status, changed] of refusals) {
    it(`refuses a call ${how}`, async () => {
      const page = await launch();
      expect((await call(page, changed)).status).toBe(status);
      expect(calls).toEqual([]);
    });
  }

  it('refuses a call without an origin', async () => {
    const page = await launch();
    const headers = { 'content-type': frameType, cookie: page.cookie, [secretHeader]: page.secret };
    expect((await ask({ path: '/rpc/x', method: 'POST', headers, body: encodeFrame({}) })).status).toBe(403);
  });

  it('refuses a body that announces more than the limit', async () => {
    const page = await launch();
    const answer = await call(page, { 'content-length': String(requestLimitBytes + 1) }, new Uint8Array(0));
    expect(answer.status).toBe(413);
    expect(calls).toEqual([]);
  });

  it('refuses a body that grows beyond the limit without announcing it', async () => {
    const page = await launch();
    const big = new Uint8Array(requestLimitBytes + 1024);
    expect((await call(page, { 'transfer-encoding': 'chunked' }, big)).status).toBe(413);
    expect(calls).toEqual([]);
  });

  it('refuses a body that is cut off, is no frame or is no call', async () => {
    const page = await launch();
    const whole = encodeFrame({ input: {}, sessionToken: null });
    for (const body of [whole.slice(0, -3), new Uint8Array([1, 2, 3]), encodeFrame({ input: {} }), new Uint8Array(0)]) {
      expect((await call(page, {}, body as typeof whole)).status).toBe(400);
    }
    expect(calls).toEqual([]);
  });

  it('cancels the call when the page stops waiting', async () => {
    const page = await launch();
    const cancelled = new Promise<void>((resolve) => {
      answerCall = (_call, signal) =>
        new Promise((settle) => {
          signal.addEventListener('abort', () => {
            settle({ ok: false });
            resolve();
          });
          asked.destroy();
        });
    });
    const headers = {
      origin: `http://${host()}`,
      'content-type': frameType,
      cookie: page.cookie,
      [secretHeader]: page.secret,
    };
    const asked = request({ host: '127.0.0.1', port: shell.port, path: '/rpc/x', method: 'POST', headers });
    asked.on('error', () => undefined);
    asked.end(encodeFrame({ input: {}, sessionToken: null }));
    await cancelled;
  });
});

describe('browser shell: files', () => {
  it('serves the page with the policy, unsniffed, unstored and without a referrer', async () => {
    const { cookie } = await launch();
    const answer = await ask({ path: '/', headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self'; worker-src 'self'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect((await ask({ path: '/app.js', headers: { cookie } })).headers['content-type']).toContain('text/javascript');
  });

  it('refuses files without a cookie and under another host', async () => {
    expect((await ask({ path: '/' })).status).toBe(401);
    const { cookie } = await launch();
    expect((await ask({ path: '/', headers: { cookie, host: 'rebound.example' } })).status).toBe(421);
  });

  it('finds nothing outside its folder, however it is spelt', async () => {
    const { cookie } = await launch();
    const paths = [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/..\\package.json',
      '//etc/passwd',
    ];
    for (const path of [...paths, '/%00', '/constructor', '/__proto__', '/index.html/']) {
      expect((await ask({ path, headers: { cookie } })).status).toBe(404);
    }
  });
});

describe('browser shell: events', () => {
  it('refuses an upgrade from elsewhere, under another host, without a cookie and on another path', async () => {
    const page = await launch();
    expect(await refusedUpgrade(openEvents(page, { origin: 'http://evil.example' }))).toBe(403);
    expect(await refusedUpgrade(openEvents(page, { host: 'evil.example' }))).toBe(421);
    expect(await refusedUpgrade(openEvents({ ...page, cookie: '' }))).toBe(401);
    const elsewhere = new WebSocket(`ws://${host()}/other`, {
      headers: { origin: `http://${host()}`, cookie: page.cookie },
    });
    expect(await refusedUpgrade(elsewhere)).toBe(404);
  });

  it('pushes nothing to a page that has the cookie but not the second secret', async () => {
    const page = await launch();
    const socket = openEvents(page);
    hello(socket, 'wrong');
    const code = new Promise<number>((resolve) => socket.once('close', resolve));
    expect(await collect(socket, () => false)).toEqual([{ kind: 'ended', reason: 'stopped' }]);
    expect(await code).toBe(4401);
  });

  it('closes on a first message that is no hello, is text or is oversized', async () => {
    const page = await launch();
    for (const first of [encodeFrame({ kind: 'bye' }), 'hello', new Uint8Array(5000)]) {
      const socket = openEvents(page);
      socket.on('open', () => socket.send(first));
      socket.on('error', () => undefined);
      const code = await new Promise<number>((resolve) => socket.once('close', resolve));
      expect([4400, 1009]).toContain(code);
    }
  });

  it('delivers 20 000 events in order and resumes behind the last one seen', async () => {
    const page = await launch();
    const socket = openEvents(page);
    hello(socket, page.secret);
    const first = await new Promise<Push>((resolve) =>
      socket.once('message', (data: Buffer) => resolve(decodeFrame(data) as Push)),
    );
    expect(first).toMatchObject({ kind: 'gap' });
    const from = events.position().sequence;
    const received = collect(socket, (all) => sequencesOf(all).at(-1) === from + 20_000);
    for (let sequence = from + 1; sequence <= from + 20_000; sequence++) events.append(anEvent(sequence));
    const sequences = sequencesOf(await received);
    expect(sequences).toEqual(Array.from({ length: 20_000 }, (_, index) => from + 1 + index));
    socket.close();

    const again = openEvents(page);
    hello(again, page.secret, { epoch: 'e1', sequence: from + 19_990 });
    const rest = await collect(again, (all) => sequencesOf(all).length === 10);
    expect(rest.map((push) => push.kind)).toEqual(['events']);
    again.close();
  });

  it('tells a page that resumes in another epoch that it has missed events', async () => {
    const page = await launch();
    const socket = openEvents(page);
    hello(socket, page.secret, { epoch: 'e0', sequence: 3 });
    expect(await collect(socket, (all) => all.length === 1)).toMatchObject([
      { kind: 'gap', position: { epoch: 'e1' } },
    ]);
    socket.close();
  });

  it('says that it has stopped when the console is closed', async () => {
    const page = await launch();
    const socket = openEvents(page);
    hello(socket, page.secret);
    const pushes = collect(socket, () => false);
    await new Promise((resolve) => socket.once('message', resolve));
    await shell.close();
    expect((await pushes).at(-1)).toEqual({ kind: 'ended', reason: 'stopped' });
  });
});

function anEvent(sequence: number): PushedEvent {
  return { name: 'practice.changed', payload: {}, sequence };
}

function sequencesOf(pushes: Push[]): number[] {
  return pushes.flatMap((push) => (push.kind === 'events' ? push.events.map((event) => event.sequence) : []));
}
