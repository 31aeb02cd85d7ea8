import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import { fixture, type RecordedMirth, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { engineAt, never } from './mirth-fixture.ts';

const adt = 'a1000000-0000-4000-8000-000000000001';
const oru = 'a2000000-0000-4000-8000-000000000002';
const orm = 'a3000000-0000-4000-8000-000000000003';
const edge = 'a9000000-0000-4000-8000-000000000009';
const refOf = (channelId: string, nativeId: string) => ({ connectionId: 'c1', channelId, nativeId });

describe('the Mirth adapter and what the real engine answered', () => {
  let server: RecordedMirth;
  let engine: Engine;
  beforeEach(async () => {
    server = await startRecordedMirth();
    engine = engineAt(server);
  });
  afterEach(async () => {
    await engine.close();
    await server.close();
  });
  const answerWith = (start: string, name: string) => server.on(start, { body: fixture(name) });

  it('shows a refused connection with where it went', async () => {
    const detail = await engine.messages!.read(refOf(adt, '91'), never);
    expect(detail).toMatchObject({
      channelName: 'ADT in',
      originalNativeId: null,
      attachmentCount: 0,
      missingDestinations: [],
    });
    const [source, forward, archive] = detail!.connectors;
    expect(source).toMatchObject({ role: 'source', state: 'transformed', error: null });
    expect(forward).toMatchObject({
      name: 'EHR Forward',
      state: 'errored',
      target: '127.0.0.1:6699',
      error: { kind: 'connection', oneLine: 'Connection refused' },
      acknowledgementCode: null,
    });
    expect(archive).toMatchObject({ state: 'sent', error: null, target: null });
  });

  it('shows a transformer error and the destinations that it kept from the message', async () => {
    answerWith(`GET /channels/${oru}/messages/74`, '61x-GET-message-transformer-error.xml');
    server.on(`GET /channels/${oru}/messages/74/attachments`, { body: '<list/>' });
    const names = ['Source', 'LIS sink', 'Archive', 'Critical router'].map(
      (name, id) => `<entry><int>${id}</int><string>${name}</string></entry>`,
    );
    server.on(`GET /channels/${oru}/connectorNames`, { body: `<linked-hash-map>${names.join('')}</linked-hash-map>` });
    const detail = await engine.messages!.read(refOf(oru, '74'), never);
    expect(detail?.connectors[1]?.error?.kind).toBe('transform-error');
    expect(detail?.connectors[1]?.error?.oneLine).toMatch(/^Error: OBX-2: numeric result expected/);
    expect(detail?.missingDestinations.map(({ name }) => name)).toEqual(['Archive', 'Critical router']);
  });

  it('shows a queued message with its failed attempts', async () => {
    answerWith(`GET /channels/${orm}/messages/5`, '62x-GET-message-queued.xml');
    server.on(`GET /channels/${orm}/messages/5/attachments`, { body: '<list/>' });
    server.on(`GET /channels/${orm}/connectorNames`, { body: '<map/>' });
    const detail = await engine.messages!.read(refOf(orm, '5'), never);
    const queued = detail?.connectors.filter(({ state }) => state === 'queued') ?? [];
    expect(queued.map(({ sendAttempts, error }) => [sendAttempts, error?.kind])).toEqual([[28, 'connection']]);
  });

  it('lists what waits', async () => {
    const message = fixture('62x-GET-message-queued.xml').toString();
    server.on(`POST /channels/${orm}/messages/_search`, { body: `<list>${message}</list>` });
    const queue = { channelId: orm, connectorId: '1' };
    const waiting = await engine.waiting!.list({ ...queue, expected: 1, limit: 10 }, never);
    expect(waiting).toEqual([
      expect.objectContaining({ sendAttempts: 28, since: 1_795_347_062_163, lastTryAt: 1_795_347_332_434 }),
    ]);
    const [content] = await engine.waiting!.read({ ...queue, nativeIds: ['1'] }, never);
    expect(content).toMatchObject({ target: '127.0.0.1:6698', retryEveryMs: 10_000, errorLine: 'Connection refused' });
    expect(server.requests.at(-1)?.body).toContain('Status>QUEUED<');
  });

  it('reads a page with control characters, which fails as JSON', async () => {
    answerWith(`POST /channels/${edge}/messages/_search`, '69z-GET-messages-page-with-control-char-xml.xml');
    const { items } = await engine.failures!.list({ channelId: edge, afterNativeId: '1', limit: 50 }, never);
    expect(items.length).toBeGreaterThan(0);
    expect(items.some(({ body }) => /[\u0000-\u0008\u000b]/.test(Buffer.from(body?.bytes ?? []).toString()))).toBe(
      true,
    );
  });

  it('asks for nothing but errors, above an id, and never by date', async () => {
    answerWith(`POST /channels/${adt}/messages/_search`, '51x-GET-messages-limit2.xml');
    server.on(`GET /channels/${adt}/messages/90`, { status: 204 });
    await engine.failures!.list({ channelId: adt, afterNativeId: '60', limit: 50 }, never);
    const searches = server.requests.filter(({ path }) => path.includes('_search'));
    expect(searches[0]?.body).toContain('<minMessageId>61</minMessageId>');
    expect(searches[0]?.body).toContain('Status>ERROR<');
    expect(searches.some(({ path, body }) => /date/i.test(path + body))).toBe(false);
  });

  it('takes an attachment for what it is: the text that stood in the message', async () => {
    const token = `\${ATTACH:65587039-8b01-4d6e-89dd-44e502096fd1}`;
    const raw = fixture('60x-GET-message-error-connect-refused.xml')
      .toString()
      .replaceAll('||Nul^Zero|', `||${token}|`);
    server.on(`GET /channels/${adt}/messages/91?metaDataId=0`, { body: raw });
    answerWith(`GET /channels/${adt}/messages/91/attachments/`, '68x-GET-attachment.xml');
    server.on(`POST /channels/${adt}/messagesWithObj`, { status: 201, body: '<long>92</long>' });
    const provenance = { person: 'Åse', reason: 'test', at: 0 };
    const request = { ref: refOf(adt, '91'), body: null, destinationIds: null, replayId: 'r', provenance };
    await engine.replay!.replay(request, never);
    const sent = server.requests.at(-1)?.body ?? '';
    expect(sent).not.toContain('ATTACH');
    const base64 = /\|\|([A-Za-z0-9+/=]{100,})\|/.exec(sent)?.[1] ?? '';
    expect(Buffer.from(base64, 'base64').toString('latin1')).toMatch(/^%PDF-1\.4 sample/);
  });

  it('says why a channel would not start, with the innermost cause', async () => {
    server.on(`POST /channels/${adt}/_start`, {
      status: 500,
      body: fixture('43c-POST-channel-_start-port-in-use-returnErrors.xml'),
    });
    const start = engine.lifecycle!.act({ channelId: adt, connectorId: null, action: 'start' }, never);
    await expect(start).rejects.toMatchObject({
      code: 'ENGINE_PROTOCOL',
      messageKey: 'engine.cannot.lifecycle',
      params: { detail: 'BindException: Address already in use' },
    });
    expect(server.requests.at(-1)?.path).toBe(`/channels/${adt}/_start?returnErrors=true`);
  });

  it('says beforehand what the engine would take and not do', async () => {
    await engine.channels!.refreshSlow(never);
    const channels = await engine.channels!.snapshot(never);
    const obstacle = (channelId: string, connectorId: string | null, action: 'start' | 'stop' | 'pause') =>
      engine.lifecycle!.obstacle({ channelId, connectorId, action });
    expect(channels.find(({ name }) => name === 'SIU scheduling')?.state).toBe('undeployed');
    expect(await obstacle('a7000000-0000-4000-8000-000000000007', null, 'start')).toBe(
      'engine.cannot.channelUndeployed',
    );
    expect(await obstacle('ffffffff-0000-4000-8000-000000000001', null, 'start')).toBe('engine.cannot.channelUnknown');
    expect(await obstacle(adt, '1', 'stop')).toBe('engine.cannot.destinationWithoutQueue');
    expect(await obstacle(adt, '1', 'pause')).toBe('engine.cannot.connectorPause');
    expect(await obstacle(adt, '9', 'stop')).toBe('engine.cannot.connectorUnknown');
    expect(await obstacle(adt, '0', 'stop')).toBeNull();
    expect(await obstacle(adt, null, 'stop')).toBeNull();
  });

  it('says that an unknown channel does not exist', async () => {
    const body = fixture('59-GET-messages-unknown-channel.xml');
    server.on('POST /channels/', { status: 500, body });
    const list = engine.failures!.list(
      { channelId: 'ffffffff-0000-4000-8000-000000000001', afterNativeId: null, limit: 1 },
      never,
    );
    await expect(list).rejects.toMatchObject({
      code: 'ENGINE_PROTOCOL',
      params: { detail: 'ChannelDoesNotExistException' },
    });
  });

  it('tags and load come with the slow poll', async () => {
    const load = await engine.channels!.refreshSlow(never);
    expect(load).toMatchObject({ cpuShare: 0.75, alerts: [{ name: 'Any destination error', raisedCount: 1 }] });
    const channels = await engine.channels!.snapshot(never);
    expect(channels.find(({ channelId }) => channelId === oru)?.tags).toEqual(['critical', 'lab']);
  });

  it('finds no copy in a message that is itself the product of a reprocess', async () => {
    const mark = (replaced: boolean) =>
      `<m><entry><string>reprocessed</string><boolean>true</boolean></entry><entry><string>replaced</string><boolean>${replaced}</boolean></entry>`;
    const raw = fixture('60x-GET-message-error-connect-refused.xml').toString();
    server.on(`POST /channels/${adt}/messages/_search`, { body: '<list/>' });
    server.on(`GET /channels/${adt}/messages/91`, { body: raw.replaceAll('<m>', mark(false)) });
    expect(await engine.replay!.findCopies(refOf(adt, '91'), never)).toEqual([]);
    server.on(`GET /channels/${adt}/messages/91`, { body: raw.replaceAll('<m>', mark(true)) });
    expect(await engine.replay!.findCopies(refOf(adt, '91'), never)).toMatchObject([
      {
        nativeId: '91',
        how: 'reprocessed',
        by: null,
        deliveries: [
          { connectorId: '1', delivery: 'failed' },
          { connectorId: '2', delivery: 'delivered' },
        ],
      },
    ]);
  });
});
