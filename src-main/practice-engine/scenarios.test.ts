import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRouting } from './routing/definitions.ts';
import { loadScenarios } from './scenarios.ts';
import { openTestEngine, projectResources, type TestEngine } from './test-support.ts';

/** What a message of the scenario's channel shows, by scenario; silence is tested apart. */
const effects: Record<string, { status: RegExp; shows: RegExp; messages?: number }> = {
  'receiver-down-no-queue': { status: /ERROR/, shows: /ERROR MESSAGE: Connection refused/ },
  'receiver-down-queue': { status: /QUEUED/, shows: /<status>QUEUED<\/status>/ },
  'receiver-slow': { status: /ERROR/, shows: /Timeout waiting for response/ },
  'negative-ack': { status: /ERROR/, shows: /NACK sent from receiver. \(Error\)\nPasienten finnes ikke/ },
  'rejected-ack': { status: /ERROR/, shows: /NACK sent from receiver. \(Rejected\)/ },
  'wrong-ack': { status: /ERROR/, shows: /Message control Ids do not match/ },
  'non-numeric-result': { status: /ERROR/, shows: /numeric result expected/ },
  'unknown-code': { status: /ERROR/, shows: /No mapping for code &quot;NYCODE9&quot; in table organisms/ },
  'wrong-unit': { status: /SENT/, shows: /P-Glukose\^NLK\|\|\d+\|mg\/dL/ },
  'missing-patient-id': { status: /ERROR/, shows: /patient identifier is missing/ },
  'duplicate-control-id': { status: /SENT/, shows: /REK0000001/, messages: 2 },
  'out-of-order': { status: /SENT/, shows: /\|P\|\|\|\d{14}&#xd;/, messages: 2 },
  'corrected-since': { status: /SENT/, shows: /\|C\|\|\|\d{14}&#xd;/, messages: 2 },
  'urgent-results': { status: /SENT/, shows: /\^\^\^\^\^S&#xd;/ },
  'latin-1': { status: /SENT/, shows: /\uFFFD/ },
  attachments: { status: /SENT/, shows: /\$\{ATTACH:/ },
};

describe('scenarios.json', () => {
  const routing = loadRouting(projectResources);
  const { scenarios, history } = loadScenarios(projectResources);

  it('names channels and receivers that exist', () => {
    const channelIds = new Set(routing.channels.map((channel) => channel.id));
    const receiverIds = new Set(routing.receivers.map((receiver) => receiver.id));
    const unknown = scenarios.filter(
      ({ effect }) =>
        !channelIds.has(effect.channelId) ||
        ((effect.kind === 'receiver' || effect.kind === 'story') && !receiverIds.has(effect.receiverId)),
    );
    expect(unknown).toEqual([]);
    expect(history.incidents.filter(({ scenarioId }) => !scenarios.some(({ id }) => id === scenarioId))).toEqual([]);
  });

  it('has texts in three languages that differ', () => {
    for (const { title, description } of scenarios) {
      expect(new Set([title.nb, title.en]).size).toBe(2);
      expect(new Set([description.nb, description.nn, description.en]).size).toBe(3);
    }
  });

  it('has an effect that is tested for each scenario', () => {
    const tested = [...Object.keys(effects), ...stories.map(({ id }) => id), 'silent-channel', 'bad-deploy'].sort();
    expect(scenarios.map(({ id }) => id).sort()).toEqual(tested);
  });
});

const stories = loadScenarios(projectResources).scenarios.filter(({ effect }) => effect.kind === 'story');

describe('channels.json', () => {
  const { channels, receivers, tables } = loadRouting(projectResources);

  it('sends every destination to a receiver that exists and maps by tables that exist', () => {
    const receiverIds = receivers.map(({ id }) => id);
    for (const { steps, receiverId } of channels.flatMap((channel) => channel.destinations)) {
      expect(receiverIds).toContain(receiverId);
      for (const step of steps) if ('table' in step) expect(Object.keys(tables)).toContain(step.table);
    }
  });

  it('has one channel that passes bytes through to a single destination without a queue', () => {
    const channel = channels.find(({ id }) => id === 'b0000014-0000-4000-8000-000000000014');
    expect(channel?.steps).toEqual([]);
    expect(channel?.destinations.map(({ queue, steps, rejectEvents }) => ({ queue, steps, rejectEvents }))).toEqual([
      { queue: null, steps: [], rejectEvents: [] },
    ]);
  });
});

describe('Scenarios', () => {
  let test: TestEngine;
  const definitions = loadScenarios(projectResources).scenarios;
  beforeAll(async () => {
    test = await openTestEngine();
  });
  afterAll(async () => test.close());

  it.each(Object.entries(effects))('shows %s in the next message of its channel', async (id, effect) => {
    const channelId = definitions.find((definition) => definition.id === id)?.effect.channelId ?? '';
    const newest = async () =>
      Number(/\d+/.exec((await test.call('GET', `/channels/${channelId}/messages/maxMessageId`)).body)?.[0]);
    const before = await newest();
    const status = await test.engine.scenarios.set(id, true, 1);
    expect(status?.isActive).toBe(true);
    const last = await newest();
    expect(last - before).toBe(effect.messages ?? 1);
    expect(await test.whenSettled(Number(channelId.slice(-2)), last, effect.status)).toMatch(effect.shows);
    expect((await test.engine.scenarios.set(id, false, 0))?.isActive).toBe(false);
  });

  it.each(stories)(
    'tells $id: one message fails, what came since gets through, and the receiver is up',
    async ({ id, effect }) => {
      if (effect.kind !== 'story') throw new Error('It is no story.');
      const before = test.receivedBy(effect.receiverId).length;
      await test.engine.scenarios.set(id, true, null);
      await test.engine.scenarios.set(id, false, null);
      const { body } = await test.call('GET', `/channels/${effect.channelId}/messages/maxMessageId`);
      const last = Number(/\d+/.exec(body)?.[0]);
      const followers = effect.since === null && effect.done !== 'reprocessed' ? 0 : 1;
      // What has no content is told by its status alone.
      const { body: failed } = await test.call('GET', `/channels/${effect.channelId}/messages/${last - followers}`);
      expect(failed).toContain('<status>ERROR</status>');
      expect(failed.includes(`|${effect.failing.type}|`)).toBe(effect.done !== 'pruned');
      expect(test.receivedBy(effect.receiverId).length - before).toBe(followers);
    },
  );

  it('deploys a revision that changes results unnoticed, and another that does not', async () => {
    const channel = 'b0000014-0000-4000-8000-000000000014';
    const revision = async () => /<revision>(\d+)/.exec((await test.call('GET', `/channels/${channel}`)).body)?.[1];
    const body = (id: string) =>
      Buffer.from(`MSH|^~\\&|BGA|A|HIS|B|20261122100000||ORU^R01|${id}|P|2.5.1\rOBX|1|NM|NPU^pH||7.35|1\r`);
    await test.engine.scenarios.set('bad-deploy', true, null);
    expect(await revision()).toBe('2');
    await test.engine.inject(channel, body('BAD1'));
    await test.engine.scenarios.set('bad-deploy', false, null);
    expect(await revision()).toBe('3');
    await test.engine.inject(channel, body('GOOD1'));
    const results = test
      .receivedBy('blood-gas-record')
      .map((text) => /\|(\w+)\|P.*\|\|([\d.]+)\|1/s.exec(text)?.slice(1));
    expect(results.slice(-2)).toEqual([
      ['BAD1', '73.5'],
      ['GOOD1', '7.35'],
    ]);
    const { body: events } = await test.call('GET', '/events?name=Deploy channels');
    expect(events.match(/<name>Deploy channels<\/name>/g)).toHaveLength(2);
    expect(events).toContain(`Channel[id=${channel},name=`);
  });

  it('sends nothing by itself when it is switched on without traffic', async () => {
    const before = (await test.call('GET', '/channels/statistics?aggregateStats=true')).body;
    await test.engine.scenarios.set('urgent-results', true, null);
    await test.engine.scenarios.set('urgent-results', false, null);
    expect((await test.call('GET', '/channels/statistics?aggregateStats=true')).body).toBe(before);
  });
});
