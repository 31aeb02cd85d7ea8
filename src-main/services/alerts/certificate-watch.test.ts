import { describe, expect, it } from 'vitest';
import { aConnection, createFakeEngine } from '../../../test/fakes/fake-engine.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { createCertificateWatch } from './certificate-watch.ts';

const clock = createManualClock();
const engine = createFakeEngine({ connection: aConnection(), now: clock.now });
const { connectionId } = engine.connection;

describe('certificates', () => {
  it('are looked at a few times a day, and keep what was known while they cannot be', async () => {
    const asked: string[] = [];
    let isThere = true;
    const watch = createCertificateWatch({
      engines: () => [engine],
      readCertificate: async (url) => {
        asked.push(url);
        if (!isThere) throw new TypeError('gone');
        return { validTo: 1234 };
      },
      clock,
    });
    expect(watch.expiresAt(connectionId)).toBeNull();
    await watch.look();
    await watch.look();
    expect([asked.length, watch.expiresAt(connectionId)]).toEqual([1, 1234]);
    isThere = false;
    clock.advance(6 * 3_600_000);
    await watch.look();
    expect([asked.length, watch.expiresAt(connectionId)]).toEqual([2, 1234]);
    clock.advance(600_000);
    await watch.look();
    expect(asked).toHaveLength(3);
  });
});
