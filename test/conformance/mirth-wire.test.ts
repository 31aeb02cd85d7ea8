import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import { readCertificate } from '../../src-main/engines/mirth/mirth-tls.ts';
import { createAuthority } from '../fakes/certificates.ts';
import { type RecordedMirth, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { allSteps, engineAt, never, refusalOf } from './mirth-fixture.ts';

/** A certificate authority and a client certificate of it, valid to 2076; made for these tests, trusted by nobody. */
const clientFile = (name: string) => readFileSync(join(import.meta.dirname, '../fakes/client-certificate', name));

const open: { close(): Promise<void> }[] = [];

async function start(options?: Parameters<typeof startRecordedMirth>[0]): Promise<RecordedMirth> {
  const server = await startRecordedMirth(options);
  open.push(server);
  return server;
}

function connect(...args: Parameters<typeof engineAt>): Engine {
  const engine = engineAt(...args);
  open.unshift(engine);
  return engine;
}

afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

describe('the Mirth adapter on the wire', () => {
  it('sends no byte to a server whose certificate is not the pinned one', async () => {
    const server = await start();
    const other = server.identity.fingerprint.replace(/^../, (pair) => (pair === '00' ? '01' : '00'));
    const engine = connect(server, { connection: { certificateFingerprint: other } });
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_REFUSED', messageKey: 'engine.reason.certificateChanged' });
    expect(server.receivedBytes()).toBe(0);
    expect(server.loginCount()).toBe(0);
    expect(engine.state()).toMatchObject({ state: 'refused', reasonKey: 'engine.reason.certificateChanged' });
  });

  it('signs in and reads the channels when the certificate is the pinned one', async () => {
    const server = await start();
    const engine = connect(server);
    const channels = await engine.channels!.snapshot(never);
    expect(channels.map(({ name }) => name)).toContain('ORM orders');
    expect(engine.state()).toMatchObject({ state: 'up', reasonKey: null, version: '4.5.2' });
    for (const { headers } of server.requests) {
      expect(headers['x-requested-with']).toBeDefined();
      expect(headers.accept).toBe('application/xml, text/plain;q=0.5');
    }
  });

  it('trusts a certificate of its own authority when none is pinned', async () => {
    const authority = await createAuthority('CN=Hospital CA');
    const server = await start({ identity: await authority.issue('CN=engine', ['127.0.0.1']) });
    const byCa = connect(server, { connection: { certificateFingerprint: null, ownCaPem: authority.certificate } });
    expect((await byCa.channels!.snapshot(never)).length).toBeGreaterThan(0);
    const withoutCa = connect(server, { connection: { certificateFingerprint: null } });
    const refusal = await refusalOf(withoutCa.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_REFUSED', messageKey: 'engine.reason.certificateUntrusted' });
  });

  it('refuses a certificate of its authority that is for another name', async () => {
    const authority = await createAuthority('CN=Hospital CA');
    const server = await start({ identity: await authority.issue('CN=other', ['other.example.invalid']) });
    const engine = connect(server, { connection: { certificateFingerprint: null, ownCaPem: authority.certificate } });
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal.messageKey).toBe('engine.reason.certificateUntrusted');
    expect(server.loginCount()).toBe(0);
  });

  it('shows its client certificate, from PEM and from PKCS#12, and is refused without', async () => {
    const ca = clientFile('client-ca.pem').toString('utf8');
    const server = await start({ tls: { ca, requestCert: true, rejectUnauthorized: true } });
    const pem = connect(server, {
      connection: { clientCertificatePem: clientFile('client.pem').toString('utf8') },
      secrets: { clientKeyPem: clientFile('client-key.pem').toString('utf8') },
    });
    expect((await pem.channels!.snapshot(never)).length).toBeGreaterThan(0);
    const pfx = connect(server, { secrets: { clientPfx: clientFile('client.p12'), clientPassphrase: 'passphrase' } });
    expect((await pfx.channels!.snapshot(never)).length).toBeGreaterThan(0);
    const none = connect(server);
    expect((await refusalOf(none.channels!.snapshot(never))).code).toMatch(/^ENGINE_(REFUSED|UNREACHABLE)$/);
    expect(server.loginCount()).toBe(2);
  });

  it('says that the client certificate cannot be read when its passphrase is wrong', async () => {
    const server = await start();
    const engine = connect(server, { secrets: { clientPfx: clientFile('client.p12'), clientPassphrase: 'wrong' } });
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_REFUSED', messageKey: 'engine.reason.clientCertificateUnreadable' });
  });

  it('shows the certificate of a server without sending it anything', async () => {
    const server = await start();
    const certificate = await readCertificate({ url: server.url }, never);
    expect(certificate).toMatchObject({
      fingerprint: server.identity.fingerprint,
      subject: 'CN=mirth-connect',
      issuer: 'CN=Mirth Connect Certificate Authority',
    });
    expect(certificate.validTo).toBeGreaterThan(Date.now());
    expect(server.receivedBytes()).toBe(0);
  });

  it('signs in once however many questions are refused at the same time', async () => {
    const server = await start();
    const engine = connect(server);
    await engine.channels!.snapshot(never);
    server.expireSessions();
    await Promise.all(Array.from({ length: 12 }, () => engine.channels!.refreshSlow(never)));
    expect(server.loginCount()).toBe(2);
    expect(engine.state().state).toBe('up');
  });

  it('never tries a refused password again by itself', async () => {
    const server = await start({ password: 'another' });
    const engine = connect(server);
    for (let poll = 0; poll < 5; poll += 1) {
      const refusal = await refusalOf(engine.failures!.list({ channelId: 'x', afterNativeId: null, limit: 10 }, never));
      expect(refusal).toEqual({ code: 'ENGINE_REFUSED', messageKey: 'engine.reason.loginFailed' });
    }
    expect(server.loginCount()).toBe(1);
    expect(engine.state()).toMatchObject({ state: 'refused', reasonKey: 'engine.reason.loginFailed' });
  });

  it('tries a refused password again when a person tests the connection', async () => {
    const server = await start({ password: 'another' });
    const engine = connect(server);
    await refusalOf(engine.channels!.snapshot(never));
    const steps = await allSteps(engine);
    expect(steps.find(({ step }) => step === 'login')).toMatchObject({
      outcome: 'failed',
      messageKey: 'engine.reason.loginFailed',
    });
    expect(server.loginCount()).toBe(2);
  });

  it('does not go round in circles when every fresh session is refused', async () => {
    const server = await start();
    server.on('GET /', { status: 401 });
    const engine = connect(server);
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_REFUSED', messageKey: 'engine.reason.sessionRefused' });
    await refusalOf(engine.failures!.list({ channelId: 'x', afterNativeId: null, limit: 10 }, never));
    expect(server.loginCount()).toBe(1);
  });

  it('says that the account is locked when the engine says so', async () => {
    const server = await start();
    const body =
      '<com.mirth.connect.model.LoginStatus><status>FAIL_LOCKED_OUT</status><message>Locked.</message></com.mirth.connect.model.LoginStatus>';
    server.on('POST /users/_login', { status: 401, body });
    const engine = connect(server);
    expect((await refusalOf(engine.channels!.snapshot(never))).messageKey).toBe('engine.reason.accountLocked');
  });

  it('never puts a date or an unneeded word into an address', async () => {
    const server = await start();
    const engine = connect(server);
    await engine.channels!.snapshot(never);
    await engine.channels!.refreshSlow(never);
    await engine.log!.poll(never);
    expect(server.requests.filter(({ path }) => /date/i.test(path))).toEqual([]);
  });

  it('ends its session when it is closed, and answers no more', async () => {
    const server = await start();
    const engine = connect(server);
    await engine.channels!.snapshot(never);
    await engine.close();
    expect(server.requests.at(-1)?.path).toBe('/users/_logout');
    expect(await refusalOf(engine.channels!.snapshot(never))).toMatchObject({ code: 'CANCELLED' });
  });
});
