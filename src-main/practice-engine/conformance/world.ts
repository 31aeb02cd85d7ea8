import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PracticeEngine, startPracticeEngineHere } from '../practice-engine.ts';
import { channelId, exchange, type HttpAnswer, type HttpInput, projectResources } from '../test-support.ts';
import { composeMessages, type Variant } from '../traffic/messages.ts';

/** Which channel of the practice hospital plays the part of a recorded one. */
const channelByRecordedId: Record<string, string> = {
  'a1000000-0000-4000-8000-000000000001': channelId(1), // no queue, a receiver that refuses
  'a2000000-0000-4000-8000-000000000002': channelId(5), // three destinations, attachments
  'a3000000-0000-4000-8000-000000000003': channelId(4), // a queue
  'a4000000-0000-4000-8000-000000000004': channelId(8),
  'a5000000-0000-4000-8000-000000000005': channelId(7),
  'a6000000-0000-4000-8000-000000000006': channelId(13), // stopped
  'a7000000-0000-4000-8000-000000000007': channelId(15), // not deployed
  'a8000000-0000-4000-8000-000000000008': channelId(10),
  'a9000000-0000-4000-8000-000000000009': channelId(14), // raw bytes
};

/** Messages with one known story each. */
export const roles = [
  'refused',
  'filtered',
  'garbage',
  'transformer-error',
  'negative-ack',
  'timeout',
  'attachment',
  'queued',
  'control-characters',
] as const;
export type Role = (typeof roles)[number];

/** Words that the recorded searches look for, and what stands in their place here. */
const words: [recorded: RegExp, ours: string][] = [
  [/Lindqvist/g, 'PID'],
  [/HEMOLYZED/g, 'numeric result expected'],
  [/minSendAttempts=2/g, 'minSendAttempts=1&includedMetaDataId=1'],
  [/ADT00021/g, 'ADT0000001'],
  [/MRN\+%3D\+MRN100003/g, 'CONTROL_ID+%3D+ADT0000001'],
  [/MRN\+CONTAINS/g, 'CONTROL_ID+CONTAINS'],
  [/MRN\+STARTS\+WITH\+mrn10000/g, 'CONTROL_ID+STARTS+WITH+adt'],
  [/STAT\+%3D\+true/g, 'URGENT+%3D+false'],
  [/08%3A30%3A00/g, '07%3A30%3A00'],
];

export type World = {
  engine: PracticeEngine;
  messageIdOf(role: Role): number;
  attachmentId: string;
  /** Puts the practice hospital's ids and words in place of recorded ones. */
  translate(text: string): string;
  /** One HTTP exchange; `cookie` null sends none. */
  call(input: HttpInput): Promise<HttpAnswer>;
  signIn(): Promise<string>;
  close(): Promise<void>;
};

/** Starts an engine without traffic and lets each story happen in it over real MLLP. */
export async function openWorld(): Promise<World> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'practice-conformance-'));
  const engine = await startPracticeEngineHere({
    dataFolder,
    resourcesFolder: projectResources,
    port: null,
    speed: 0,
    seed: 7,
    retention: 500,
  });
  const origin = engine.ready.apiUrl.replace('/api', '');
  const call = (input: HttpInput) => exchange(origin, input);
  const signIn = async () => {
    const body = new URLSearchParams({ username: engine.ready.userName, password: engine.ready.password }).toString();
    const headers = { 'x-requested-with': 'test', 'content-type': 'application/x-www-form-urlencoded' };
    return (await call({ method: 'POST', target: '/api/users/_login', headers, body })).cookie ?? '';
  };
  const ids = await tellStories(engine);
  const cookie = await signIn();
  const read = (target: string) =>
    call({ method: 'GET', target, headers: { 'x-requested-with': 'test', cookie }, body: null });
  await waitForFirstAttempt(() => read(`/api/channels/${channelId(4)}/messages/${ids.queued}`));
  await call({
    method: 'POST',
    target: `/api/channels/${channelId(13)}/_stop`,
    headers: { 'x-requested-with': 'test', cookie },
    body: null,
  });
  const attachments = await read(`/api/channels/${channelId(5)}/messages/${ids.attachment}/attachments`);
  return {
    engine,
    messageIdOf: (role) => ids[role],
    attachmentId: /<id>([^<]+)/.exec(attachments.body)?.[1] ?? '',
    translate,
    call,
    signIn,
    close: async () => {
      await engine.close();
      rmSync(dataFolder, { recursive: true });
    },
  };
}

async function tellStories(engine: PracticeEngine): Promise<Record<Role, number>> {
  const send = async (channel: number, body: string | Buffer) =>
    (await engine.inject(channelId(channel), Buffer.from(body)))?.nativeId ?? 0;
  const compose = (kind: string, variant: Variant, sequence: number) =>
    composeMessages({ kind, channelId: kind, seed: 7, sequence, at: Date.UTC(2026, 10, 22, 8), variant })[0] as Buffer;
  const receiver = (id: string) => {
    const found = engine.findReceiver(id);
    if (found === null) throw new TypeError(id);
    return found;
  };
  const a31 = compose('adt', 'normal', 2)
    .toString('utf8')
    .replace(/ADT\^A\d\d\^/, 'ADT^A31^');
  await receiver('laboratory').setMode({ kind: 'down' });
  await receiver('radiology').setMode({ kind: 'down' });
  const first = {
    filtered: await send(1, a31),
    garbage: await send(1, 'this is not HL7'),
    refused: await send(1, compose('adt', 'normal', 1)),
    queued: await send(4, compose('radiology-order', 'normal', 1)),
    'transformer-error': await send(5, compose('lab-result', 'non-numeric', 1)),
    'control-characters': await send(14, 'A\u0002B\u0001C'),
  };
  // Behind the first waiting message, which is being tried, stand others that are not.
  for (const sequence of [2, 3, 4]) await send(4, compose('radiology-order', 'normal', sequence));
  await receiver('record-system').setMode({ kind: 'nack', code: 'AE', text: 'Pasienten er ukjent' });
  const refusedByReceiver = await send(5, compose('lab-result', 'normal', 2));
  await receiver('record-system').setMode({ kind: 'slow', delayMs: 60_000 });
  const timeout = await send(5, compose('lab-result', 'normal', 3));
  await receiver('record-system').setMode({ kind: 'up' });
  const pdf = compose('radiology-report', 'attachment', 4)
    .toString('utf8')
    .replace(/OBX\|1\|FT[^\r]*\r/, '');
  return { ...first, 'negative-ack': refusedByReceiver, timeout, attachment: await send(5, pdf) };
}

/** The queue makes its first attempt by itself; its row then carries an error text. */
async function waitForFirstAttempt(read: () => Promise<HttpAnswer>): Promise<void> {
  while (!(await read()).body.includes('<errorCode>1</errorCode>'))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Holds a port, so that a listener cannot have it. */
export async function holdPort(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  return server;
}

function translate(text: string): string {
  const withIds = text.replace(/a\d{7}-0000-4000-8000-\d{12}/g, (id) => channelByRecordedId[id] ?? id);
  return words.reduce((changed, [recorded, ours]) => changed.replace(recorded, ours), withIds);
}
