import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PushedEvent } from '../../src-shared/contract/index.ts';
import { AppError, type Reply } from '../../src-shared/domain/app-error.ts';
import type { CoreApp, CoreLink, LinkRole } from './core-link.ts';
import { tryLock } from './core-lock.ts';
import { openCore } from './core-server.ts';
import { socketPathOf } from './data-folder.ts';
import type { EventPush } from './event-stream.ts';
import { ownIdentity } from './process-identity.ts';
import { version } from './version.ts';

const processPath = fileURLToPath(new URL('../../test/fakes/echo-core-process.ts', import.meta.url));
const noSignal = new AbortController().signal;

let dataDir: string;
let children: ChildProcess[];
let links: CoreLink[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vaktbord-core-'));
  children = [];
  links = [];
});

afterEach(async () => {
  await Promise.all(links.map((link) => link.close()));
  await Promise.all(children.map(killed));
  rmSync(dataDir, { recursive: true, force: true });
});

type Shell = { child: ChildProcess; nextRole(): Promise<string> };

function startShell(): Shell {
  const child = spawn(process.execPath, [processPath, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return { child, nextRole: async () => (await lines.next()).value ?? 'exited' };
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

async function openLink(app: Partial<CoreApp> = {}, patienceMs = 5_000): Promise<CoreLink> {
  const whole: CoreApp = {
    dispatch: (_name, input) => Promise.resolve({ ok: true, value: input }),
    onEvent: () => () => undefined,
    close: () => Promise.resolve(),
    ...app,
  };
  const link = await openCore({ dataDir, shell: 'cli', createApp: () => Promise.resolve(whole), patienceMs });
  links.push(link);
  return link;
}

function roleBecomes(link: CoreLink, wanted: LinkRole): Promise<void> {
  return new Promise((resolve) => {
    if (link.role() === wanted) return resolve();
    const end = link.onRole((role) => {
      if (role !== wanted) return;
      end();
      resolve();
    });
  });
}

function call(link: CoreLink, name: string, input: unknown = {}): Promise<Reply<unknown>> {
  return link.call({ name, input, sessionToken: 't' }, noSignal);
}

describe('core server: one per data folder', () => {
  it('makes exactly one of eight processes the core when they start at once', async () => {
    const shells = Array.from({ length: 8 }, startShell);
    const roles = await Promise.all(shells.map((shell) => shell.nextRole()));
    expect(roles.filter((role) => role === 'core')).toHaveLength(1);
    expect(roles.filter((role) => role === 'attached')).toHaveLength(7);
  });

  it('makes exactly one of the attached shells the core after the core is killed', async () => {
    const shells = Array.from({ length: 5 }, startShell);
    const roles = await Promise.all(shells.map((shell) => shell.nextRole()));
    const core = shells[roles.indexOf('core')];
    const rest = shells.filter((shell) => shell !== core);
    await killed(core!.child);
    expect(await Promise.all(rest.map((shell) => shell.nextRole()))).toEqual(['down', 'down', 'down', 'down']);
    const after = await Promise.all(rest.map((shell) => shell.nextRole()));
    expect(after.toSorted()).toEqual(['attached', 'attached', 'attached', 'core']);
  });

  it('attaches to a running core and carries caller, values and failures', async () => {
    const shell = startShell();
    expect(await shell.nextRole()).toBe('core');
    const link = await openLink();
    expect(link.role()).toBe('attached');
    expect(await call(link, 'echo.caller')).toEqual({
      ok: true,
      value: { sessionToken: 't', shell: 'cli', pid: shell.child.pid },
    });
    expect(await call(link, 'echo.throw')).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  });

  it('takes over from a killed core, answers again and tells its readers of the gap', async () => {
    const shell = startShell();
    await shell.nextRole();
    const link = await openLink();
    const pushes: EventPush[] = [];
    link.events.openFeed({ send: (push) => void pushes.push(push), canSend: () => true }, null);
    await call(link, 'echo.emit', 3);
    const epoch = link.events.position().epoch;
    await killed(shell.child);
    await roleBecomes(link, 'core');
    expect(await call(link, 'anything', { a: 1 })).toEqual({ ok: true, value: { a: 1 } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(pushes.at(-1)).toMatchObject({ kind: 'gap', position: { sequence: 0 } });
    expect(link.events.position().epoch).not.toBe(epoch);
  });

  it('says that the outcome is unknown when the core dies during a command, and retryable during a query', async () => {
    const shell = startShell();
    await shell.nextRole();
    const link = await openLink();
    const command = call(link, 'accounts.lock');
    const query = call(link, 'echo.wait');
    await call(link, 'echo.value');
    await killed(shell.child);
    expect(await command).toMatchObject({ ok: false, error: { code: 'OUTCOME_UNKNOWN', retryable: false } });
    expect(await query).toMatchObject({ ok: false, error: { code: 'STORE_UNAVAILABLE', retryable: true } });
  });

  it('says why when it cannot take over, and goes on trying', async () => {
    const shell = startShell();
    await shell.nextRole();
    let attempts = 0;
    const link = await openCore({
      dataDir,
      shell: 'cli',
      createApp() {
        attempts += 1;
        return Promise.reject(new AppError('STORE_UNAVAILABLE', 'The disk is full.'));
      },
    });
    links.push(link);
    await killed(shell.child);
    await expect.poll(() => attempts, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(link.role()).toBe('down');
    expect(await call(link, 'echo.value')).toMatchObject({ ok: false, error: { message: 'The disk is full.' } });
  });

  it('lets a call under way answer when the core is closed in order', async () => {
    const answer = Promise.withResolvers<Reply<unknown>>();
    const entered = Promise.withResolvers<void>();
    const core = await openLink({
      dispatch() {
        entered.resolve();
        return answer.promise;
      },
    });
    const attached = await openLink();
    const waiting = call(attached, 'accounts.lock');
    await entered.promise;
    const closed = core.close();
    answer.resolve({ ok: true, value: 'done' });
    expect(await waiting).toEqual({ ok: true, value: 'done' });
    await closed;
    await roleBecomes(attached, 'core');
  });

  it('frees the folder when the core is closed in order', async () => {
    const first = await openLink();
    expect(first.role()).toBe('core');
    await first.close();
    expect((await openLink()).role()).toBe('core');
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.sock'))).toEqual(['core.sock']);
  });

  it('frees the folder when the application cannot be made', async () => {
    const failing = openCore({ dataDir, shell: 'cli', createApp: () => Promise.reject(new TypeError('no key')) });
    await expect(failing).rejects.toThrow('no key');
    expect((await openLink()).role()).toBe('core');
  });
});

describe('core server: its lock', () => {
  it('takes over a lock of an earlier boot, of a number used again, and an unreadable one', () => {
    const own = { ...ownIdentity(), socketPath: 'x', takenAt: 0, released: false };
    const stale = [{ ...own, bootId: 'earlier' }, { ...own, startedAt: '1' }, { ...own, pid: 4_194_304 }, 'cut off {'];
    for (const [index, content] of stale.entries()) {
      const number = index * 10 + 1;
      writeFileSync(join(dataDir, `core-${number}.lock`), JSON.stringify(content));
      expect(tryLock(dataDir, 'x')).toMatchObject({ kind: 'taken', number: number + 1 });
    }
  });

  it('never takes over from a living process', () => {
    expect(tryLock(dataDir, 'x').kind).toBe('taken');
    expect(tryLock(dataDir, 'x')).toMatchObject({ kind: 'held', by: { pid: process.pid }, isCertain: true });
  });

  it('refuses a folder that another machine holds', () => {
    const foreign = { ...ownIdentity(), bootId: 'b', host: 'elsewhere', socketPath: 'x', takenAt: 0, released: false };
    writeFileSync(join(dataDir, 'core-4.lock'), JSON.stringify(foreign));
    expect(() => tryLock(dataDir, 'x')).toThrow(/another machine \(elsewhere\).*core-4\.lock/);
  });

  it('gives up with the process number when the holder does not answer', async () => {
    writeFileSync(
      join(dataDir, 'core-1.lock'),
      JSON.stringify({ ...ownIdentity(), socketPath: join(dataDir, 'none.sock'), takenAt: 0, released: false }),
    );
    await expect(openLink({}, 150)).rejects.toThrow(new RegExp(`process ${process.pid}.*does not answer`));
  });

  it('refuses a folder that is a file, and one that cannot be written to', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    const createApp = () => Promise.reject(new TypeError('never'));
    await expect(openCore({ dataDir: file, shell: 'cli', createApp })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    if (process.getuid?.() === 0) return; // root may write anywhere
    const sealed = join(dataDir, 'sealed');
    mkdirSync(sealed, { mode: 0o500 });
    await expect(openCore({ dataDir: sealed, shell: 'cli', createApp })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    chmodSync(sealed, 0o700);
  });
});

describe('core server: its socket', () => {
  it('is for its owner only', async () => {
    await openLink();
    expect(statSync(join(dataDir, 'core.sock')).mode & 0o777).toBe(0o600);
  });

  it('moves to a short private path when the folder is too deep', async () => {
    dataDir = join(dataDir, 'd'.repeat(90), 'e'.repeat(40));
    const link = await openLink();
    const path = socketPathOf(dataDir);
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
    expect(JSON.parse(readFileSync(join(dataDir, 'core-1.lock'), 'utf8'))).toMatchObject({ socketPath: path });
    const second = await openLink();
    expect([link.role(), second.role()]).toEqual(['core', 'attached']);
  });

  const intruders: [string, Buffer][] = [
    ['announces more than the limit', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['sends what is no frame', Buffer.from([0, 0, 0, 3, 1, 2, 3])],
    ['calls before it has said hello', frameOf({ kind: 'call', id: 1, name: 'x', input: {}, sessionToken: null })],
    [
      'says hello twice',
      Buffer.concat([
        frameOf({ kind: 'hello', shell: 'cli', version }),
        frameOf({ kind: 'hello', shell: 'cli', version }),
      ]),
    ],
  ];
  for (const [how, bytes] of intruders) {
    it(`closes a connection that ${how} and goes on serving others`, async () => {
      const link = await openLink();
      const socket = createConnection(socketPathOf(dataDir));
      socket.on('data', () => undefined);
      socket.on('error', () => undefined);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(bytes);
      await closed;
      const other = await openLink();
      expect(other.role()).toBe('attached');
      expect(await call(other, 'x', 1)).toEqual({ ok: true, value: 1 });
      expect(link.role()).toBe('core');
    });
  }

  it.each([
    ['another version', { kind: 'hello', shell: 'cli', version: '0.0.1' }],
    ['no version', { kind: 'hello', shell: 'cli' }],
  ])('refuses a shell of %s with its own, and answers none of its calls', async (_name, hello) => {
    const names: string[] = [];
    await openLink({
      dispatch(name) {
        names.push(name);
        return Promise.resolve({ ok: true, value: null });
      },
    });
    const socket = createConnection(socketPathOf(dataDir));
    const received: Buffer[] = [];
    socket.on('data', (data) => received.push(data));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const aCall = { kind: 'call', id: 1, name: 'x', input: {}, sessionToken: null };
    socket.write(Buffer.concat([frameOf(hello), frameOf(aCall)]));
    await closed;
    expect(names).toEqual([]);
    expect(Buffer.concat(received).toString()).toContain(`"refused","version":"${version}"`);
  });

  it('says which versions there are, and which to end, when the core that runs is older', async () => {
    const path = socketPathOf(dataDir);
    const lock = tryLock(dataDir, path);
    const older = createServer((socket) => {
      socket.once('data', () => socket.end(frameOf({ kind: 'refused', version: '0.0.1' })));
    });
    await new Promise<void>((resolve) => older.listen(path, resolve));
    const opening = openLink();
    await expect(opening).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Close the older of the two'),
      messageKey: 'errors.otherVersion',
      params: { shell: version, core: '0.0.1' },
    });
    await new Promise((resolve) => older.close(resolve));
    if (lock.kind === 'taken') lock.release();
  });

  it('reads a call that arrives byte by byte', async () => {
    const names: string[] = [];
    await openLink({
      dispatch(name) {
        names.push(name);
        return Promise.resolve({ ok: true, value: 'done' });
      },
    });
    const socket = createConnection(socketPathOf(dataDir));
    socket.setNoDelay(true);
    const answered = new Promise((resolve) => socket.on('data', (data) => data.includes('done') && resolve(true)));
    const bytes = [
      frameOf({ kind: 'hello', shell: 'cli', version }),
      frameOf({ kind: 'call', id: 7, name: 'slow', input: {}, sessionToken: null }),
    ];
    for (const byte of Buffer.concat(bytes)) {
      await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
    }
    await answered;
    expect(names).toEqual(['slow']);
    socket.destroy();
  });

  it('delivers the events of the core to an attached shell in order', async () => {
    let emit: (event: PushedEvent) => void = () => undefined;
    await openLink({
      onEvent(listener) {
        emit = listener;
        return () => undefined;
      },
    });
    const attached = await openLink();
    await call(attached, 'x');
    const sequences: number[] = [];
    const all = new Promise<void>((resolve) => {
      const send = (push: EventPush): void => {
        if (push.kind === 'events') sequences.push(...push.events.map((event) => event.sequence));
        if (sequences.length === 20_000) resolve();
      };
      attached.events.openFeed({ send, canSend: () => true }, attached.events.position());
    });
    for (let sequence = 1; sequence <= 20_000; sequence++) emit({ name: 'practice.changed', payload: {}, sequence });
    await all;
    expect(sequences).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 1));
  });
});

function frameOf(message: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(message));
  const bytes = Buffer.alloc(8 + json.length);
  bytes.writeUInt32BE(4 + json.length, 0);
  bytes.writeUInt32BE(json.length, 4);
  json.copy(bytes, 8);
  return bytes;
}
