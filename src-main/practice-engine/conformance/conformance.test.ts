import type { Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../test-support.ts';
import { composeMessages } from '../traffic/messages.ts';
import { compareShapes, type ShapeRules, shapeOfJson, shapeOfXml } from './body-shape.ts';
import { type CoveredExchange, coveredExchanges } from './covered-exchanges.ts';
import { edgeNames, listRecordedNames, type RecordedExchange, readExchange } from './recorded-exchange.ts';
import { holdPort, openWorld, type World } from './world.ts';

/** Where the practice hospital is not the recorded one, each with its reason. */
const rules: ShapeRules = {
  mayLack: [
    /connectorMessage\/transformed$/, // the recorded channels store everything, ours as in production
    /(channelMapContent|metaDataMap).*\/(double|long|boolean|null|gregorian-calendar)$/, // map entries follow the channel's own script
    /(\/stackTrace\/|\/cause(\/|$))/, // a Java program's call stack
    /(^|\/)channel\/(?!(id|name|revision|sourceConnector|destinationConnectors)$)/, // channel definitions hold the parts a console reads
    /dashboardStatus\/codeTemplatesChanged$/,
    /responseMapContent.*response\/error$/, // only failed and filtered destinations have one
  ],
  mayAdd: [
    /serverSettings\/environmentName$/, // says PRACTICE
    /(channelMapContent|metaDataMap).*\/(double|long|boolean|null|gregorian-calendar)$/,
    /responseMapContent.*response\/error$/,
    /(^|\/)channel\//,
    /set\/channelTag$/,
  ],
  anyOrder: [/Map(Content)?(\/|$)/, /entry$/, /^map/],
};

const comparedHeaders = [
  'content-type',
  'cache-control',
  'strict-transport-security',
  'allow',
  'x-frame-options',
  'access-control-allow-origin',
];

describe('the practice engine beside the recorded exchanges', () => {
  let world: World;
  let cookie: string;
  beforeAll(async () => {
    world = await openWorld();
    cookie = await world.signIn();
  });
  afterAll(async () => {
    const names = listRecordedNames();
    const edges = edgeNames.flatMap((name) => [`69-edge-${name}`, `69x-edge-${name}`]);
    const covered = new Set([...coveredExchanges.map(({ name }) => name), ...edges]);
    const missing = names.filter((name) => !covered.has(name));
    console.log(
      `${covered.size} of ${names.length} recorded exchanges are compared; not covered (${missing.length}):\n${missing.join('\n')}`,
    );
    await world.close();
  });

  it('knows each covered exchange among the recorded ones', () => {
    const names = new Set(listRecordedNames());
    expect(coveredExchanges.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(new Set(coveredExchanges.map(({ name }) => name)).size).toBe(coveredExchanges.length);
  });

  it.each(coveredExchanges)('answers $name as recorded', async (covered) => {
    const recorded = readExchange(covered.name);
    const blocker = await blockPort(covered.name);
    const answer = await replay(covered, recorded);
    blocker?.close();
    expect({ status: answer.status, differences: differencesOf(covered, recorded, answer) }).toEqual({
      status: recorded.status,
      differences: [],
    });
  });

  it('writes control characters as references that XML forbids, and fails in JSON', async () => {
    const target = `/api/channels/b0000014-0000-4000-8000-000000000014/messages/${world.messageIdOf('control-characters')}`;
    const answer = await world.call({
      method: 'GET',
      target,
      headers: { 'x-requested-with': 'test', cookie, accept: 'application/xml' },
      body: null,
    });
    expect(answer.body).toContain('<content>A&#x2;B&#x1;C</content>');
    expect(readExchange('69x-edge-ctrl').body).toContain('&#x2;');
  });

  async function replay(covered: CoveredExchange, recorded: RecordedExchange): Promise<HttpAnswer> {
    const {
      host: _host,
      cookie: _recorded,
      'content-length': _length,
      authorization,
      ...headers
    } = recorded.requestHeaders;
    const session = await sessionFor(covered);
    return world.call({
      method: recorded.method,
      target: withRole(world.translate(recorded.target), covered),
      headers: {
        ...headers,
        ...(session === null ? {} : { cookie: session }),
        ...(authorization === undefined ? {} : { authorization: withPassword(authorization) }),
      },
      body: bodyFor(covered, recorded),
    });
  }

  async function sessionFor({ session }: CoveredExchange): Promise<string | null> {
    if (session === 'none') return null;
    if (session === 'ended') return 'JSESSIONID=node0ended0.node0';
    return session === 'own' ? world.signIn() : cookie;
  }

  function withRole(target: string, { role }: CoveredExchange): string {
    if (role === undefined) return target;
    return target
      .replace(/messages\/\d+/, `messages/${world.messageIdOf(role)}`)
      .replace(/attachments\/[0-9a-f-]{36}/, `attachments/${world.attachmentId}`);
  }

  function bodyFor(covered: CoveredExchange, recorded: RecordedExchange): string | null {
    if (covered.body === 'lab-result') {
      return String(
        composeMessages({
          kind: 'lab-result',
          channelId: 'any',
          seed: 1,
          sequence: 99,
          at: Date.UTC(2026, 10, 22),
          variant: 'normal',
        })[0],
      );
    }
    const body = recorded.requestBody === null ? null : world.translate(recorded.requestBody);
    return body?.includes('password=admin')
      ? `username=admin&password=${encodeURIComponent(world.engine.ready.password)}`
      : body;
  }

  /** The recorded engine's password was `admin`. */
  function withPassword(authorization: string): string {
    const isRight = Buffer.from(authorization.slice(6), 'base64').toString() === 'admin:admin';
    return isRight ? `Basic ${Buffer.from(`admin:${world.engine.ready.password}`).toString('base64')}` : authorization;
  }

  async function blockPort(name: string): Promise<Server | null> {
    if (!name.includes('port-in-use')) return null;
    return holdPort(world.engine.ready.mllpPorts['b0000013-0000-4000-8000-000000000013'] ?? 0);
  }
});

function differencesOf(covered: CoveredExchange, recorded: RecordedExchange, answer: HttpAnswer): string[] {
  const differences = comparedHeaders
    .filter((name) => (recorded.headers[name] ?? '') !== String(answer.headers[name] ?? ''))
    .map(
      (name) =>
        `header ${name}: ${String(answer.headers[name] ?? 'none')} instead of ${recorded.headers[name] ?? 'none'}`,
    );
  if ('set-cookie' in recorded.headers !== (answer.headers['set-cookie'] !== undefined)) differences.push('Set-Cookie');
  if (
    answer.headers['set-cookie'] !== undefined &&
    !/^JSESSIONID=[^;]+; Path=\/api; Secure$/.test(String(answer.headers['set-cookie']))
  )
    differences.push('cookie form');
  if ((recorded.body === '') !== (answer.body === ''))
    return [...differences, `body of ${answer.body.length} instead of ${recorded.body.length} characters`];
  if (recorded.body === '' || covered.ignoreBody) return differences;
  return [...differences, ...bodyDifferences(recorded, answer.body)];
}

function bodyDifferences(recorded: RecordedExchange, body: string): string[] {
  const type = recorded.headers['content-type'] ?? '';
  if (type.startsWith('text/plain')) return [];
  if (type === 'application/xml') return compareShapes(shapeOfXml(body), shapeOfXml(recorded.body), rules);
  const isContainerError = recorded.status >= 400 && recorded.body.includes('"servlet"');
  const messageOf = (text: string) => (JSON.parse(text) as { message: string }).message;
  if (isContainerError && messageOf(body) !== messageOf(recorded.body))
    return [`message "${messageOf(body)}" instead of "${messageOf(recorded.body)}"`];
  return compareShapes(shapeOfJson(body), shapeOfJson(recorded.body), rules);
}
