import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeEngineHandle, startPracticeEngine } from './client.ts';
import { exchange } from './test-support.ts';
import { personOf } from './traffic/persons.ts';

const passThrough = 'b0000014-0000-4000-8000-000000000014';
const never = new AbortController().signal;

const messageOf = (controlId: string) =>
  `MSH|^~\\&|BLODGASS|FJORDSYK|MOTOR|FJORDSYK|20261122100000||ORU^R01^ORU_R01|${controlId}|P|2.5.1||||||UNICODE UTF-8\rPID|1||${personOf(1, 1).nationalNumber}^^^FNR||Ødegård^Åse\rOBX|1|NM|NPU03995^aB-pH^NLK||7.38|1|||||F\r`;

/** One API call with a session of its own. */
async function callApi(engine: PracticeEngineHandle, input: { method: 'GET' | 'POST'; path: string; body?: string }) {
  const origin = engine.api.apiUrl.replace('/api', '');
  const form = new URLSearchParams({ username: engine.api.userName, password: engine.api.password }).toString();
  const common = { 'x-requested-with': 'test', accept: 'application/xml' };
  const login = await exchange(origin, {
    method: 'POST',
    target: '/api/users/_login',
    headers: { ...common, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
  return exchange(origin, {
    method: input.method,
    target: `/api${input.path}`,
    headers: { ...common, cookie: login.cookie ?? '', 'content-type': 'application/xml' },
    body: input.body ?? null,
  });
}

const rawMessage = (raw: string, extra = '') =>
  `<com.mirth.connect.donkey.model.message.RawMessage><overwrite>false</overwrite><imported>false</imported>${extra}<rawData>${raw.replaceAll('&', '&amp;').replaceAll('\r', '&#xd;')}</rawData><binary>false</binary></com.mirth.connect.donkey.model.message.RawMessage>`;

describe('startPracticeEngine', () => {
  let dataDir: string;
  let engine: PracticeEngineHandle;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'practice-'));
    engine = await startPracticeEngine({ dataDir, traffic: false }, never);
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('keeps its password where only its owner can read it', () => {
    expect(statSync(join(dataDir, 'state.json')).mode & 0o077).toBe(0);
  });

  it('starts without any message when traffic is off', async () => {
    const { body } = await callApi(engine, { method: 'GET', path: `/channels/${passThrough}/messages/maxMessageId` });
    expect(body).toBe('<long>0</long>');
  });

  it('carries a replayed message to the receiver once, byte for byte, after it failed while the receiver was down', async () => {
    const { control } = engine;
    await control.setScenario('receiver-down-no-queue', { isActive: true }, never);
    const injected = await control.inject({ channelId: passThrough, body: Buffer.from(messageOf('P1')) }, never);
    expect(injected.ack).toContain('MSA|AA|P1');
    const failed = await callApi(engine, {
      method: 'GET',
      path: `/channels/${passThrough}/messages/${injected.nativeId}`,
    });
    expect(failed.body).toContain('<status>ERROR</status>');
    expect(failed.body).toContain('Connection refused');
    await control.setScenario('receiver-down-no-queue', { isActive: false }, never);
    const edited = messageOf('P1').replace('Åse', 'Åsne');
    const sent = await callApi(engine, {
      method: 'POST',
      path: `/channels/${passThrough}/messagesWithObj`,
      body: rawMessage(edited, `<originalMessageId>${injected.nativeId}</originalMessageId>`),
    });
    expect(sent.status).toBe(201);
    const log = await control.readReceiverLog('blood-gas-record', never);
    expect(
      log
        .filter((entry) => entry.controlId === 'P1')
        .map((entry) => Buffer.from(entry.bytesBase64, 'base64').toString('utf8')),
    ).toEqual([edited]);
  });

  it('says NOT_FOUND for a scenario that does not exist', async () => {
    await expect(engine.control.setScenario('no-such', { isActive: true }, never)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('says ENGINE_PROTOCOL when a command does not fit', async () => {
    const command = engine.control.setReceiver('finance', { kind: 'slow', delayMs: -1 }, never);
    await expect(command).rejects.toMatchObject({ code: 'ENGINE_PROTOCOL' });
  });

  it('says CANCELLED when the caller has given up', async () => {
    await expect(engine.control.listScenarios(AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('refuses control without its token', async () => {
    const answer = await fetch(`${engine.controlUrl}/scenarios`);
    expect(answer.status).toBe(401);
  });
});

describe('startPracticeEngine that cannot start', () => {
  it('says ENGINE_UNREACHABLE when the process ends before it is ready', async () => {
    const start = startPracticeEngine({ dataDir: '/dev/null/none', traffic: false }, never);
    await expect(start).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });
});

describe('startPracticeEngine over restarts', () => {
  it('keeps fingerprint, password, messages and counters', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'practice-'));
    const first = await startPracticeEngine({ dataDir, traffic: false }, never);
    await first.control.inject({ channelId: passThrough, body: Buffer.from(messageOf('K1')) }, never);
    await first.stop();
    const second = await startPracticeEngine({ dataDir, traffic: false }, never);
    const { body } = await callApi(second, { method: 'GET', path: `/channels/${passThrough}/statistics` });
    await second.stop();
    rmSync(dataDir, { recursive: true });
    expect(second.api).toMatchObject({
      certificateFingerprint: first.api.certificateFingerprint,
      password: first.api.password,
    });
    expect(body).toContain('<received>1</received>\n  <sent>1</sent>');
  });

  it('ends by itself when its parent is killed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'practice-'));
    const script = join(dataDir, 'parent.mjs');
    const client = pathToFileURL(join(import.meta.dirname, 'client.ts')).href;
    writeFileSync(
      script,
      `import { startPracticeEngine } from ${JSON.stringify(client)};\nconst engine = await startPracticeEngine({ dataDir: ${JSON.stringify(join(dataDir, 'engine'))}, traffic: false }, new AbortController().signal);\nconsole.log(engine.processId);\nsetInterval(() => undefined, 1000);\n`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const processId = Number(
      await new Promise<string>((resolve) => createInterface({ input: parent.stdout }).once('line', resolve)),
    );
    parent.kill('SIGKILL');
    await waitUntilGone(processId);
    rmSync(dataDir, { recursive: true });
    expect(isAlive(processId)).toBe(false);
  });
});

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/** A process that is not our child gives no event; its end is looked for until the test's own limit. */
async function waitUntilGone(processId: number): Promise<void> {
  while (isAlive(processId)) await new Promise((resolve) => setTimeout(resolve, 20));
}
