import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { type PracticeEngine, type PracticeEngineOptions, startPracticeEngineHere } from './practice-engine.ts';
import { loadRouting } from './routing/definitions.ts';
import { composeMessages, type Variant } from './traffic/messages.ts';

/** The id of the nth channel of `channels.json`. */
export const channelId = (number: number) =>
  `b${String(number).padStart(7, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const projectResources = join(import.meta.dirname, '..', '..', 'resources', 'practice');

export type TestEngine = {
  engine: PracticeEngine;
  folder: string;
  /** One signed-in API call; XML unless `accept` says otherwise. */
  call(
    method: string,
    target: string,
    more?: { body?: string; type?: string; accept?: string },
  ): Promise<{ status: number; body: string }>;
  /** The XML of a message once its rows are all in one of the statuses. */
  whenSettled(channel: number, messageId: number, status: RegExp): Promise<string>;
  /** What a receiver was given, as text. */
  receivedBy(receiverId: string): string[];
  /** Closes the engine and opens another on the same data folder. */
  reopen(): Promise<TestEngine>;
  close(): Promise<void>;
};

/** An engine without traffic whose queues try again after 30 ms and whose senders wait 300 ms for an answer. */
export async function openTestEngine(
  options: Partial<PracticeEngineOptions> = {},
  folder = mkdtempSync(join(tmpdir(), 'practice-test-')),
): Promise<TestEngine> {
  const resourcesFolder = join(folder, 'resources');
  cpSync(projectResources, resourcesFolder, { recursive: true });
  makeQuick(join(resourcesFolder, 'channels.json'));
  const engine = await startPracticeEngineHere({
    dataFolder: join(folder, 'engine'),
    resourcesFolder,
    port: null,
    speed: 0,
    seed: 3,
    retention: 1_000,
    ...options,
  });
  const agent = new Agent({ connect: { rejectUnauthorized: false } });
  let cookie = '';
  const send = async (method: string, target: string, more: { body?: string; type?: string; accept?: string } = {}) => {
    const answer = await request(`${engine.ready.apiUrl}${target}`, {
      method: method as 'GET',
      dispatcher: agent,
      headers: {
        'x-requested-with': 'test',
        cookie,
        accept: more.accept ?? 'application/xml',
        'content-type': more.type ?? 'application/xml',
      },
      ...(more.body === undefined ? {} : { body: more.body }),
    });
    if (answer.headers['set-cookie'] !== undefined) cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    return { status: answer.statusCode, body: await answer.body.text() };
  };
  const signIn = () =>
    send('POST', '/users/_login', {
      body: `username=admin&password=${engine.ready.password}`,
      type: 'application/x-www-form-urlencoded',
    });
  const call: TestEngine['call'] = async (method, target, more) => {
    const answer = await send(method, target, more);
    if (answer.status !== 401) return answer;
    await signIn();
    return send(method, target, more);
  };
  const stop = async () => {
    await agent.close();
    await engine.close();
  };
  return {
    engine,
    folder,
    call,
    whenSettled: async (channel, messageId, status) => {
      for (;;) {
        const { body } = await call('GET', `/channels/${channelId(channel)}/messages/${messageId}`);
        const statuses = [...body.matchAll(/<status>(\w+)<\/status>\n {8}<raw>/g)].map(([, found = '']) => found);
        if (statuses.length > 0 && statuses.slice(1).every((found) => status.test(found))) return body;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    receivedBy: (receiverId) =>
      engine
        .findReceiver(receiverId)
        ?.log()
        .map((entry) => Buffer.from(entry.bytesBase64, 'base64').toString('utf8')) ?? [],
    reopen: async () => {
      await stop();
      return openTestEngine(options, folder);
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A message of the hospital's own kinds. */
export function aMessage(kind: string, overrides: { variant?: Variant; sequence?: number } = {}): Buffer {
  const input = {
    kind,
    channelId: kind,
    seed: 3,
    at: Date.UTC(2026, 10, 22, 8),
    variant: overrides.variant ?? 'normal',
    sequence: overrides.sequence ?? 1,
  };
  return composeMessages(input)[0] as Buffer;
}

function makeQuick(path: string): void {
  const routing = loadRouting(join(path, '..'));
  for (const destination of routing.channels.flatMap((channel) => channel.destinations)) {
    destination.responseTimeoutMs = 300;
    if (destination.queue !== null) destination.queue.retryIntervalMs = 30;
  }
  writeFileSync(path, JSON.stringify(routing));
}
