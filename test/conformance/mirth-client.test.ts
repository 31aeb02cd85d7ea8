import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMirthClient, type MirthClient } from '../../src-main/engines/mirth/mirth-client.ts';
import { tlsTargetOf } from '../../src-main/engines/mirth/mirth-tls.ts';
import type { MirthRequest } from '../../src-main/engines/mirth/mirth-transport.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import { aConnection } from '../fakes/fake-engine.ts';
import { fixture, type RecordedMirth, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { never, refusalOf } from './mirth-fixture.ts';

const ask = (path: string, more: Partial<MirthRequest> = {}): MirthRequest => ({
  topic: 'system',
  method: 'GET',
  path,
  ...more,
});
const secrets = { password: 'secret', clientKeyPem: null, clientPfx: null, clientPassphrase: null };

describe('createMirthClient', () => {
  let server: RecordedMirth;
  let client: MirthClient;

  beforeEach(async () => {
    server = await startRecordedMirth();
    const connection = aConnection({ url: server.url, certificateFingerprint: server.identity.fingerprint });
    client = createMirthClient({
      tls: tlsTargetOf(connection, secrets, 5_000),
      username: 'vaktbord',
      password: 'secret',
      clock: createSystemClock(),
      observer: { answered() {}, failed() {} },
      answerTimeoutMs: 15_000,
    });
  });
  afterEach(async () => {
    await client.close();
    await server.close();
  });

  it('calls an answer over its bound too large', async () => {
    server.on('GET /x', { body: `<list>${'x'.repeat(10_000)}</list>` });
    const refusal = await refusalOf(client.askXml(ask('/x', { maxBytes: 1_000 }), never));
    expect(refusal).toEqual({ code: 'ENGINE_PROTOCOL', messageKey: 'engine.tooLarge' });
  });

  it('reads an answer without body as null', async () => {
    server.on('GET /x', { status: 204 });
    expect(await client.askXml(ask('/x'), never)).toBeNull();
  });

  it('names the innermost cause of an exception, and not its words, which may quote a message', async () => {
    server.on('GET /x', { status: 500, body: fixture('54e-GET-messages-textSearchMetaDataColumn-unknown.xml') });
    await expect(client.ask(ask('/x'), never)).rejects.toMatchObject({
      code: 'ENGINE_PROTOCOL',
      params: { status: 500, detail: 'StandardException' },
    });
  });

  it.each([
    [403, 'ENGINE_REFUSED', 'engine.reason.forbidden'],
    [404, 'ENGINE_PROTOCOL', 'engine.reason.unexpectedStatus'],
    [406, 'ENGINE_PROTOCOL', 'engine.reason.unexpectedStatus'],
    [500, 'ENGINE_PROTOCOL', 'engine.reason.serverError'],
    [503, 'ENGINE_PROTOCOL', 'engine.reason.serverError'],
  ])('reads a container answer %s without body as %s', async (status, code, messageKey) => {
    server.on('GET /x', { status });
    expect(await refusalOf(client.ask(ask('/x'), never))).toEqual({ code, messageKey });
  });

  it.each([
    ['a page for people', '<html><body>Welcome</body></html>', 'engine.reason.unreadable'],
    ['no markup at all', 'hello', 'engine.reason.unreadable'],
    ['markup that ends too early', '<map><entry>', 'engine.reason.cutOff'],
  ])('refuses %s where XML is due', async (_name, body, messageKey) => {
    server.on('GET /x', { body });
    expect(await refusalOf(client.askXml(ask('/x'), never))).toEqual({ code: 'ENGINE_PROTOCOL', messageKey });
  });

  it('repeats a name for every value of a list and encodes what it sends', async () => {
    server.on('GET /x', { status: 204 });
    await client.ask(ask('/x', { query: { id: ['1', '2'], text: 'a b&c' } }), never);
    expect(server.requests.at(-1)?.path).toBe('/x?id=1&id=2&text=a%20b%26c');
  });

  it('starts a streamed answer over when the session had ended', async () => {
    await client.ask(ask('/server/version'), never);
    server.expireSessions();
    const seen: string[] = [];
    const sink = {
      begin: () => void seen.push('begin'),
      chunk: (bytes: Uint8Array) => void seen.push(Buffer.from(bytes).toString()),
      end: (isWhole: boolean) => isWhole,
    };
    expect(await client.stream(ask('/server/status'), sink, never)).toBe(true);
    expect(seen.filter((part) => part === 'begin')).toHaveLength(1);
    expect(seen.join('')).toContain('<int>0</int>');
  });

  it('leaves the rest of a streamed answer unread when it passes its bound', async () => {
    server.on('GET /x', { body: 'x'.repeat(5_000_000) });
    let sizeBytes = 0;
    const sink = {
      begin() {},
      chunk: (bytes: Uint8Array) => {
        sizeBytes += bytes.length;
      },
      end: (isWhole: boolean) => isWhole,
    };
    expect(await client.stream(ask('/x', { maxBytes: 100_000 }), sink, never)).toBe(false);
    expect(sizeBytes).toBeLessThan(1_000_000);
  });

  it('gives a command’s answer back whatever its status, and sends it once', async () => {
    server.on('POST /x', { status: 500 });
    const answer = await client.command({ topic: 'command', method: 'POST', path: '/x' }, never);
    expect(answer.status).toBe(500);
    expect(server.requests.filter(({ path }) => path === '/x')).toHaveLength(1);
  });

  it('sends a command again after a new sign-in when it was refused for its session alone', async () => {
    await client.ask(ask('/server/version'), never);
    server.expireSessions();
    server.on('POST /x', { status: 204 });
    expect((await client.command({ topic: 'command', method: 'POST', path: '/x' }, never)).status).toBe(204);
    expect(server.loginCount()).toBe(2);
  });
});
