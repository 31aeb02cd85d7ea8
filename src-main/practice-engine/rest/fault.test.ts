import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aMessage, channelId, openTestEngine, type TestEngine } from '../test-support.ts';
import { faultSchema } from './fault.ts';

describe('faults of the API', () => {
  let test: TestEngine;
  const set = (fault: object) => test.engine.setFault(faultSchema.parse(fault));
  const statuses = () => test.call('GET', '/channels/statuses');
  beforeAll(async () => {
    test = await openTestEngine();
    await statuses();
  });
  afterAll(async () => test.close());
  afterEach(() => set({ kind: 'none' }));

  it('gives an HTML page with status 500', async () => {
    set({ kind: 'error-page' });
    expect(await statuses()).toMatchObject({ status: 500, body: expect.stringContaining('<html>') });
  });

  it('cuts an answer off in its middle', async () => {
    set({ kind: 'cut-off' });
    await expect(statuses()).rejects.toThrow();
  });

  it('holds one answer back while other calls are answered', async () => {
    set({ kind: 'slow', delayMs: 600_000, pathIncludes: '/server/time' });
    const held = expect(test.call('GET', '/server/time')).rejects.toThrow();
    expect((await statuses()).status).toBe(200);
    await test.engine.restart(1);
    await held;
  });

  it('gives the whole answer in the end when it is only slow', async () => {
    set({ kind: 'slow', delayMs: 20 });
    expect(await statuses()).toMatchObject({ status: 200, body: expect.stringContaining('</list>') });
  });

  it('stops after the number of calls that was asked for', async () => {
    set({ kind: 'error-page', times: 1 });
    expect((await statuses()).status).toBe(500);
    expect((await statuses()).status).toBe(200);
  });

  it('leaves other paths alone', async () => {
    set({ kind: 'error-page', pathIncludes: '/messages' });
    expect((await statuses()).status).toBe(200);
  });

  it('gives a well-formed list of the wanted size made of real messages', async () => {
    await test.engine.inject(channelId(14), aMessage('blood-gas'));
    set({ kind: 'huge', bytes: 3_000_000, pathIncludes: '_search' });
    const { body } = await test.call('POST', `/channels/${channelId(14)}/messages/_search`, {
      body: '<messageFilter/>',
    });
    expect(body.length).toBeGreaterThan(3_000_000);
    expect(body.match(/<message>/g)?.length).toBe(body.match(/<\/message>/g)?.length);
    expect(body.startsWith('<list>')).toBe(true);
    expect(body.endsWith('</list>')).toBe(true);
  });

  it('stays silent on an open connection until the caller gives up', async () => {
    set({ kind: 'half-open', pathIncludes: '/server/time' });
    const silent = expect(test.call('GET', '/server/time')).rejects.toThrow();
    const other = await statuses();
    expect(other.status).toBe(200);
    await test.engine.restart(1);
    await silent;
  });
});
