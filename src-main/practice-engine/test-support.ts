import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const origin = engine.ready.apiUrl.replace('/api', '');
  let cookie = '';
  const send: TestEngine['call'] = async (method, target, more = {}) => {
    const headers = {
      'x-requested-with': 'test',
      cookie,
      accept: more.accept ?? 'application/xml',
      'content-type': more.type ?? 'application/xml',
    };
    const answer = await exchange(origin, { method, target: `/api${target}`, headers, body: more.body ?? null });
    cookie = answer.cookie ?? cookie;
    return answer;
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
      await engine.close();
      return openTestEngine(options, folder);
    },
    close: async () => {
      await engine.close();
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

export type HttpInput = { method: string; target: string; headers: Record<string, string>; body: string | null };
/** `cookie` is what Set-Cookie gives to be sent back; null when there was none. */
export type HttpAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  cookie: string | null;
};

/** One HTTPS exchange on a connection of its own, whatever the certificate. Rejects when the answer is cut off. */
export function exchange(origin: string, input: HttpInput): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${origin}${input.target}`,
      { method: input.method, headers: input.headers, rejectUnauthorized: false, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const cookie = incoming.headers['set-cookie']?.[0]?.split(';')[0] ?? null;
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString('utf8'),
            cookie,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(input.body ?? undefined);
  });
}
