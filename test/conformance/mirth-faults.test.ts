import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import { fixture, type RecordedMirth, serverTime, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { engineAt, never, refusalOf } from './mirth-fixture.ts';
import { type PracticeSubject, passThrough, startPracticeSubject } from './practice-subject.ts';

const message = (controlId: string) => Buffer.from(`MSH|^~\\&|A|B|C|D|20261122||ORU^R01|${controlId}|P|2.5.1\rPID|1\r`);

describe('the Mirth adapter and an engine that misbehaves', () => {
  let subject: PracticeSubject;
  let engine: Engine;
  const fault = (input: Parameters<PracticeSubject['practice']['control']['setFault']>[0]) =>
    subject.practice.control.setFault(input, never);

  beforeAll(async () => {
    subject = await startPracticeSubject();
  });
  afterEach(async () => {
    await fault({ kind: 'none' });
    await engine.close();
  });
  afterAll(() => subject.close());

  const open = (options: Parameters<PracticeSubject['open']>[0] = {}) => {
    engine = subject.open(options);
    return engine;
  };

  it('is down while the engine restarts, and up with the same counters afterwards, without being told', async () => {
    open({ options: { random: () => 0 } });
    await subject.deliver(passThrough, message('R1'));
    const before = await engine.channels!.snapshot(never);
    const restarted = subject.practice.control.restart(400, never);
    const seen = new Set<string>();
    engine.onStateChange(({ state }) => seen.add(state));
    let after: typeof before | null = null;
    while (after === null || !seen.has('down')) {
      after = await engine.channels!.snapshot(never).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, 20)); // the pace of a poll loop
    }
    await restarted;
    expect(engine.state()).toMatchObject({ state: 'up', reasonKey: null });
    const counters = (channels: typeof before) => channels.find(({ channelId }) => channelId === passThrough)?.counters;
    expect(counters(after)).toEqual(counters(before));
  });

  it('ends a question to a half-open connection in time, says so, and recovers', async () => {
    open({ options: { answerTimeoutMs: 2_000, random: () => 0 } });
    await engine.channels!.snapshot(never);
    await fault({ kind: 'half-open', pathIncludes: '/channels/statuses' });
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_UNREACHABLE', messageKey: 'engine.reason.noAnswer' });
    expect(engine.state()).toMatchObject({ state: 'down', reasonKey: 'engine.reason.noAnswer' });
    await fault({ kind: 'none' });
    await engine.failures!.stillFailed({ channelId: passThrough, nativeIds: ['1'] }, never);
    expect(engine.state().state).toBe('up');
  });

  it('gives up a slow answer at its deadline and leaves no old number behind', async () => {
    open({ options: { answerTimeoutMs: 2_000 } });
    await engine.channels!.snapshot(never);
    await fault({ kind: 'slow', pathIncludes: '/channels/statuses', delayMs: 15_000 });
    expect(await refusalOf(engine.channels!.snapshot(never))).toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });

  it('calls the engine degraded after an error page, with the status, and up after the next good answer', async () => {
    open();
    await engine.channels!.snapshot(never);
    await fault({ kind: 'error-page', pathIncludes: '/channels/statuses', times: 1 });
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_PROTOCOL', messageKey: 'engine.reason.serverError' });
    expect(engine.state()).toMatchObject({ state: 'degraded', params: { status: 500 } });
    await engine.channels!.snapshot(never);
    expect(engine.state()).toMatchObject({ state: 'up', reasonKey: null });
  });

  it('never takes half an answer for a whole one', async () => {
    open();
    await engine.channels!.snapshot(never);
    await fault({ kind: 'cut-off' });
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_PROTOCOL', messageKey: 'engine.reason.cutOff' });
    expect(engine.state()).toMatchObject({ state: 'degraded', reasonKey: 'engine.reason.cutOff' });
    const list = { channelId: passThrough, afterNativeId: null, limit: 10 };
    expect((await refusalOf(engine.failures!.list(list, never))).messageKey).toBe('engine.reason.cutOff');
  });

  it('takes 50 MB of figures for no answer and shows none of them', async () => {
    open();
    await engine.channels!.snapshot(never);
    await fault({ kind: 'huge', pathIncludes: '/channels/statuses' });
    const refusal = await refusalOf(engine.channels!.snapshot(never));
    expect(refusal).toEqual({ code: 'ENGINE_PROTOCOL', messageKey: 'engine.reason.unreadable' });
    expect(engine.state()).toMatchObject({ state: 'degraded', reasonKey: 'engine.reason.unreadable' });
  });

  it('cuts an answer of 50 MB off and asks again for less, until it fits', async () => {
    open();
    await subject.setReceiver(passThrough, false);
    const nativeId = await subject.deliver(passThrough, message('HUGE1'));
    await subject.setReceiver(passThrough, true);
    await fault({ kind: 'huge', pathIncludes: '_search', times: 1 });
    const asked = engine.requestCount();
    const { items } = await engine.failures!.list(
      { channelId: passThrough, afterNativeId: String(Number(nativeId) - 1), limit: 40 },
      never,
    );
    expect(items.map((item) => item.nativeId)).toEqual([nativeId]);
    expect(engine.requestCount() - asked).toBeGreaterThan(2);
  });
});

describe('the Mirth adapter and recorded answers that mislead', () => {
  let server: RecordedMirth;
  let engine: Engine;
  afterEach(async () => {
    await engine.close();
    await server.close();
  });
  const channelId = 'a1000000-0000-4000-8000-000000000001';

  async function start(): Promise<void> {
    server = await startRecordedMirth();
    engine = engineAt(server);
  }

  it('shows a single message over the bound as too large instead of leaving it out', async () => {
    await start();
    const row = (content: string) =>
      `<list>\n<message>\n<messageId>7</messageId><channelId>${channelId}</channelId><receivedDate><time>1795347053544</time></receivedDate><connectorMessages><entry><int>1</int><connectorMessage><metaDataId>1</metaDataId><connectorName>EHR Forward</connectorName><channelName>ADT in</channelName><status>ERROR</status>${content}</connectorMessage></entry></connectorMessages></message></list>`;
    const huge = row(`<raw><content>${'x'.repeat(33 * 1024 * 1024)}</content></raw>`);
    server.on(`POST /channels/${channelId}/messages/_search`, ({ path }) => ({
      body: path.includes('includeContent=true') ? huge : row(''),
    }));
    server.on(`GET /channels/${channelId}/messages/7`, { status: 204 });
    const { items, complete } = await engine.failures!.list({ channelId, afterNativeId: '6', limit: 4 }, never);
    expect(complete).toBe(true);
    expect(items).toMatchObject([{ nativeId: '7', body: null, bodyIsTooLarge: true, connectorName: 'EHR Forward' }]);
  });

  it('is starting while the engine deploys its channels, and asks for no numbers', async () => {
    await start();
    let status = 3;
    server.on('GET /server/status', () => ({ body: `<int>${status}</int>` }));
    expect(await refusalOf(engine.channels!.snapshot(never))).toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      messageKey: 'engine.reason.initialDeploy',
    });
    expect(engine.state()).toMatchObject({ state: 'starting', reasonKey: 'engine.reason.initialDeploy' });
    expect(server.requests.some(({ path }) => path.startsWith('/channels/statuses'))).toBe(false);
    status = 0;
    await engine.channels!.snapshot(never);
    expect(engine.state().state).toBe('up');
  });

  it('gives no half deployment as the numbers of an engine that has just restarted', async () => {
    await start();
    await engine.channels!.snapshot(never);
    server.on('GET /server/status', { body: '<int>3</int>' });
    server.on('GET /channels/statuses', { body: '<list/>' });
    server.expireSessions();
    expect(await refusalOf(engine.channels!.snapshot(never))).toMatchObject({
      messageKey: 'engine.reason.initialDeploy',
    });
  });

  it('says that the clocks disagree', async () => {
    await start();
    server.on('GET /server/time', () => ({ body: serverTime(Date.now() - 3_600_000, 'UTC') }));
    await engine.channels!.refreshSlow(never);
    expect(engine.state()).toMatchObject({
      state: 'degraded',
      reasonKey: 'engine.reason.clockSkew',
      params: { seconds: -3600 },
    });
    expect(Math.round((engine.state().clockSkewMs ?? 0) / 1000)).toBe(-3600);
  });

  it('reads the connection log in the zone of the engine, and says so when that zone changes', async () => {
    await start();
    server.on('GET /server/time', () => ({ body: serverTime(Date.now(), 'America/New_York') }));
    await engine.channels!.refreshSlow(never);
    const { lines } = await engine.log!.poll(never);
    const line = lines.find(({ source, sequence }) => source === 'connection' && sequence === 91877);
    expect(line?.at).toBe(Date.UTC(2026, 10, 22, 16, 50, 4, 161));
    const serverLine = lines.find(({ source }) => source === 'engine');
    expect(serverLine?.at).toBe(Date.UTC(2026, 10, 22, 11, 39, 8, 190));
    server.on('GET /server/time', () => ({ body: serverTime(Date.now(), 'UTC') }));
    await engine.channels!.refreshSlow(never);
    expect(engine.state()).toMatchObject({ state: 'degraded', reasonKey: 'engine.reason.timeZoneChanged' });
  });

  it('does without the extensions that a server lacks, and asks for them no more', async () => {
    await start();
    server.on('GET /extensions/', { status: 404 });
    const channels = await engine.channels!.snapshot(never);
    await engine.channels!.snapshot(never);
    expect(channels[0]?.connectors[0]?.activity).toBeNull();
    expect(await engine.log!.poll(never)).toMatchObject({ lines: [], gap: false });
    await engine.log!.poll(never);
    expect(engine.state().state).toBe('up');
    const asked = server.requests
      .map(({ path }) => path.split('?', 1)[0])
      .filter((path) => path?.startsWith('/extensions'));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('says that log lines were lost when the engine started anew, and gives the new ones', async () => {
    await start();
    await engine.log!.poll(never);
    const item =
      '<com.mirth.connect.plugins.serverlog.ServerLogItem><id>3</id><level>INFO</level><date>2026-11-22 12:00:00 UTC</date><threadName>Main</threadName><message>started</message></com.mirth.connect.plugins.serverlog.ServerLogItem>';
    server.on('GET /extensions/serverlog', ({ path }) => ({
      body: path.includes('lastLogId') ? '<list/>' : `<list>${item}</list>`,
    }));
    server.expireSessions();
    const { lines, gap } = await engine.log!.poll(never);
    expect(gap).toBe(true);
    expect(lines.filter(({ source }) => source === 'engine')).toMatchObject([{ sequence: 3, text: 'started' }]);
  });

  it('notices the restart also when another question had signed in again before', async () => {
    await start();
    await engine.log!.poll(never);
    server.on('GET /extensions/serverlog', ({ path }) => ({
      body: path.includes('lastLogId') ? '<list/>' : '<list><item><id>1</id><message>started</message></item></list>',
    }));
    server.expireSessions();
    await engine.channels!.snapshot(never);
    const { lines, gap } = await engine.log!.poll(never);
    expect(gap).toBe(true);
    expect(lines.map(({ text }) => text)).toContain('started');
  });

  it('gives each log line once', async () => {
    await start();
    server.on('GET /extensions/serverlog', ({ path }) => ({
      body: path.includes('lastLogId=490') ? '<list/>' : fixture('84x-GET-serverlog.xml'),
    }));
    const first = await engine.log!.poll(never);
    const second = await engine.log!.poll(never);
    expect(first.lines.filter(({ source }) => source === 'engine').map(({ sequence }) => sequence)).toEqual([489, 490]);
    expect(second.lines).toEqual([]);
  });

  it('waits longer after each failure, and asks at once again when a person does', async () => {
    await start();
    await server.close();
    expect(await refusalOf(engine.channels!.snapshot(never))).toMatchObject({
      messageKey: 'engine.reason.connectionRefused',
    });
    expect(engine.state()).toMatchObject({ state: 'down', reasonKey: 'engine.reason.connectionRefused' });
    const before = engine.requestCount();
    expect(await refusalOf(engine.channels!.snapshot(never))).toMatchObject({ code: 'ENGINE_UNREACHABLE' });
    expect(engine.requestCount()).toBe(before);
    await refusalOf(engine.failures!.stillFailed({ channelId, nativeIds: ['1'] }, never));
    expect(engine.requestCount()).toBeGreaterThan(before);
  });
});
