import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engines/engine.ts';
import { type RecordedMirth, startRecordedMirth } from '../fakes/recorded-mirth.ts';
import { engineAt, never } from './mirth-fixture.ts';

const adt = 'a1000000-0000-4000-8000-000000000001';
const oru = 'a2000000-0000-4000-8000-000000000002';
/** As exchanges 31x, 22x and 80 give them, with other values. */
const status = (deployedAt: number, delta: number) => `<dashboardStatus><channelId>${adt}</channelId><name>ADT in</name>
  <state>STARTED</state><deployedRevisionDelta>${delta}</deployedRevisionDelta>
  <deployedDate><time>${deployedAt}</time><timezone>UTC</timezone></deployedDate></dashboardStatus>`;
const channel = (revision: number) =>
  `<channel version="4.5.2"><id>${adt}</id><revision>${revision}</revision></channel>`;
const event = (
  name: string,
  at: number,
  more: { value?: string; outcome?: string } = {},
) => `<event><name>${name}</name>
  <eventTime><time>${at}</time><timezone>UTC</timezone></eventTime>
  <attributes class="linked-hash-map"><entry><string>channel</string><string>${more.value ?? ''}\n</string></entry></attributes>
  <outcome>${more.outcome ?? 'SUCCESS'}</outcome></event>`;

describe('which revision of a channel runs, as the engine tells it', () => {
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
  const running = () => engine.deployments!.running(adt, never);

  it('is the saved one less what was saved since the deployment', async () => {
    server.on(`GET /channels/${adt}/status`, { body: status(5000, 2) });
    server.on(`GET /channels/${adt}`, (request) => ({
      body: request.path.endsWith('/status') ? status(5000, 2) : channel(19),
    }));
    expect(await running()).toEqual({ revision: 17, deployedAt: 5000 });
  });

  it('is not told while somebody saves or deploys in between', async () => {
    let asked = 0;
    server.on(`GET /channels/${adt}`, (request) => {
      if (!request.path.endsWith('/status')) return { body: channel(19) };
      asked += 1;
      return { body: status(5000, asked === 1 ? 1 : 2) };
    });
    expect(await running()).toBeNull();
  });

  it('is none where the channel is not deployed', async () => {
    server.on(`GET /channels/${adt}/status`, { status: 404 });
    expect(await running()).toBeNull();
  });

  it('leaves older deployments to the log of the engine: those that were carried out, of one channel, of several, of all', async () => {
    const events = [
      event('Redeploy all channels', 9000),
      event('Deploy channels', 8000, { value: `[Channel[id=${adt},name=ADT in], Channel[id=${oru},name=ORU]]` }),
      event('Undeploy channels', 7000, { value: `Channel[id=${adt},name=ADT in]` }),
      event('Deploy channels', 6000, { value: `Channel[id=${adt},name=ADT in]`, outcome: 'FAILURE' }),
    ];
    server.on('POST /events/_search', { body: `<list>${events.join('')}</list>` });
    expect(await engine.deployments!.told(never)).toEqual([
      { channelId: null, at: 9000 },
      { channelId: adt, at: 8000 },
      { channelId: oru, at: 8000 },
    ]);
    expect(server.requests.at(-1)?.path).toBe('/events/_search?offset=0&limit=500');
  });
});
