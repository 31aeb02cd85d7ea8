import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import { type RecordedMirth, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { engineAt, never, refusalOf } from './mirth-fixture.ts';

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
});
