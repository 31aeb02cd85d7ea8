import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import { readCertificate } from '../../src-main/engines/mllp/mllp-engine.ts';
import { type Authority, createAuthority, type Identity } from '../fakes/certificates.ts';
import { ack, type FaultReceiver, startFaultReceiver } from '../fakes/fault-receiver.ts';
import { allSteps, never, refusalOf } from './mirth-fixture.ts';
import { hl7, mllpAt, requestFor } from './mllp-fixture.ts';

let authority: Authority;
let identity: Identity;
let receiver: FaultReceiver;
let engine: Engine | null = null;

beforeAll(async () => {
  authority = await createAuthority('CN=Receivers');
  identity = await authority.issue('CN=receiver.example.invalid', ['127.0.0.1']);
});
afterEach(async () => {
  await engine?.close();
  await receiver?.close();
});

type Opened = Parameters<typeof mllpAt>[1] & { tls?: TlsOptions };

async function open({ tls, connection, ...others }: Opened = {}): Promise<Engine> {
  const own = { cert: identity.certificate, key: identity.key, ...tls };
  receiver = await startFaultReceiver((socket, id) => void socket.write(ack('AA', id)), own);
  engine = mllpAt(receiver.port, {
    connection: {
      url: `mllps://127.0.0.1:${receiver.port}`,
      certificateFingerprint: identity.fingerprint,
      ...connection,
    },
    ...others,
  });
  return engine;
}
const send = () => engine!.replay!.replay(requestFor(hl7('TLS1')), never);

describe('the MLLP adapter over TLS', () => {
  it('sends to the receiver whose certificate is the pinned one', async () => {
    await open();
    expect(await send()).toMatchObject({ evidence: [{ acknowledgementCode: 'AA' }] });
    const steps = (await allSteps(engine!)).map(({ step, outcome }) => `${step} ${outcome}`);
    expect(steps).toEqual(['name ok', 'tcp ok', 'tls ok', 'certificate ok', 'rights ok']);
  });

  it('sends to one that an own authority vouches for', async () => {
    await open({ connection: { certificateFingerprint: null, ownCaPem: authority.certificate } });
    expect(await send()).toMatchObject({ evidence: [{ acknowledgementCode: 'AA' }] });
  });

  it.each([
    ['is not the pinned one', { certificateFingerprint: Array.from({ length: 32 }, () => 'AB').join(':') }, 'Changed'],
    ['nobody vouches for', { certificateFingerprint: null }, 'Untrusted'],
  ])('sends nothing to one whose certificate %s', async (_name, connection, key) => {
    await open({ connection });
    expect(await refusalOf(send())).toEqual({ code: 'ENGINE_REFUSED', messageKey: `engine.reason.certificate${key}` });
    expect(receiver.frames).toEqual([]);
    expect(engine!.state().state).toBe('refused');
  });

  it('shows the certificate, to be pinned', async () => {
    await open();
    const shown = await readCertificate({ url: `mllps://127.0.0.1:${receiver.port}` }, never);
    expect(shown.fingerprint).toBe(identity.fingerprint);
  });
});

describe('the MLLP adapter, asked for a certificate of its own', () => {
  const own = (name: string) => join(import.meta.dirname, '../fakes/client-certificate', name);
  const text = (name: string) => readFileSync(own(name), 'utf8');
  const asking = { ca: text('client-ca.pem'), requestCert: true, rejectUnauthorized: true };

  it('gives it, as PEM with its key', async () => {
    await open({
      tls: asking,
      connection: { clientCertificatePem: text('client.pem') },
      secrets: { clientKeyPem: text('client-key.pem') },
    });
    expect(await send()).toMatchObject({ evidence: [{ acknowledgementCode: 'AA' }] });
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('knows that nothing was sent when it has none, with %s', async (version) => {
    await open({ tls: { ...asking, minVersion: version, maxVersion: version } });
    expect((await refusalOf(send())).code).not.toBe('OUTCOME_UNKNOWN');
    expect(receiver.frames).toEqual([]);
  });
});
