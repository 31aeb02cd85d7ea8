import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../src-main/app/security-headers.ts';
import { ipcNames } from '../../src-shared/contract/ipc-names.ts';
import { makeFolder } from '../contract/link-wires.ts';
import { buildPreload, buildWirePage } from '../contract/page-wires.ts';
import { launchStandin, type Standin } from './launch-standin.ts';

type Bridge = { invoke(request: unknown): Promise<unknown>; onEvent(listener: unknown): () => void };
/** In the page only. */
declare const vaktbord: Bridge;
declare const location: { href: string; assign(address: string): void };
declare const window: { open(address: string): unknown };
declare const document: { body: { append(element: unknown): void }; createElement(name: string): { src: string } };

const folder = makeFolder();
const dataDir = join(folder.path, 'data');
let shell: Standin;

beforeAll(async () => {
  mkdirSync(dataDir);
  const [rendererDir, preloadPath] = [await buildWirePage(folder.path), await buildPreload(folder.path)];
  const main = fileURLToPath(new URL('./echo-main.ts', import.meta.url));
  shell = await launchStandin({ main, args: [dataDir, rendererDir, preloadPath] });
}, 60_000);

afterAll(async () => {
  await shell?.close();
  folder.remove();
});

const aCall = { kind: 'call', id: 1, name: 'echo.value', input: {}, sessionToken: null };

async function invokeFrom(frame: object | null): Promise<unknown> {
  shell.order({ action: 'invoke-from', frame, name: ipcNames.invoke, message: aCall });
  return (await shell.next('invoked')).value;
}

describe('Electron shell: its page', () => {
  it('runs isolated, sandboxed, without Node and without a spell checker that asks the internet', () => {
    const window = shell.recorded.find((entry) => entry.kind === 'window');
    expect(window?.details.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    });
  });

  it('reaches two functions outside itself and nothing of Node or Electron', async () => {
    const seen = await shell.page.evaluate(() => ({
      bridge: Object.keys(vaktbord).toSorted(),
      isFrozen: Object.isFrozen(vaktbord),
      others: ['require', 'process', 'module', 'ipcRenderer', 'Buffer'].filter((name) => name in globalThis),
    }));
    expect(seen).toEqual({ bridge: ['invoke', 'onEvent'], isFrozen: true, others: [] });
  });

  it('gets the policy with its document and nothing outside its folder', async () => {
    const answer = await shell.page.evaluate(async () => {
      const page = await fetch('/');
      const outside = await fetch('/%2e%2e/package.json');
      return { policy: page.headers.get('content-security-policy'), outside: outside.status };
    });
    expect(answer).toEqual({ policy: contentSecurityPolicy, outside: 404 });
  });

  it('is refused what it may not load', async () => {
    const outcome = await shell.page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'loaded',
        (error: Error) => error.name,
      ),
    );
    expect(outcome).toBe('TypeError');
  });

  it('stays where it is when it tries to leave', async () => {
    const before = await shell.page.evaluate(() => location.href);
    await shell.page.evaluate(() => location.assign('http://127.0.0.1:9/elsewhere'));
    expect(await shell.next('navigation')).toMatchObject({ url: 'http://127.0.0.1:9/elsewhere', isPrevented: true });
    expect(await shell.page.evaluate(() => location.href)).toBe(before);
    expect(await shell.page.evaluate(() => vaktbord.invoke({ kind: 'cancel', id: 0 }))).toBeNull();
  });

  it('opens no window by itself', async () => {
    await shell.page.evaluate(() => window.open('http://127.0.0.1:9/popup'));
    expect(await shell.next('window-open')).toMatchObject({ action: 'deny' });
  });

  it('is refused every permission but copying a text', async () => {
    for (const permission of ['media', 'geolocation', 'notifications', 'midi', 'clipboard-read', 'openExternal']) {
      shell.order({ action: 'permission', permission });
      expect(await shell.next('permission')).toEqual({ request: false, check: false, device: false });
    }
    shell.order({ action: 'permission', permission: 'clipboard-sanitized-write' });
    expect(await shell.next('permission')).toEqual({ request: true, check: true, device: false });
  });
});

describe('Electron shell: IPC', () => {
  const own = { url: 'app://vaktbord/', origin: 'app://vaktbord', parent: null };
  const forbidden = { ok: false, error: { code: 'FORBIDDEN' } };

  it('answers its own top frame', async () => {
    expect(await invokeFrom(own)).toEqual({ ok: true, value: {} });
  });

  it('refuses a frame of another origin, one inside the page, and one that is gone', async () => {
    expect(await invokeFrom({ ...own, url: 'https://evil.example/', origin: 'https://evil.example' })).toMatchObject(
      forbidden,
    );
    expect(await invokeFrom({ ...own, origin: 'app://vaktbord.evil' })).toMatchObject(forbidden);
    expect(await invokeFrom({ ...own, origin: 'null' })).toMatchObject(forbidden);
    expect(await invokeFrom({ ...own, parent: own })).toMatchObject(forbidden);
    expect(await invokeFrom(null)).toMatchObject(forbidden);
  });

  it('refuses what is no call', async () => {
    const ask = (message: unknown): Promise<unknown> => shell.page.evaluate((each) => vaktbord.invoke(each), message);
    for (const message of [null, 'call', { kind: 'other' }, { ...aCall, id: -1 }, { ...aCall, name: 7 }]) {
      expect(await ask(message)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
    }
  });

  it('refuses to send a function', async () => {
    const message = await shell.page.evaluate(() =>
      Promise.resolve()
        .then(() => vaktbord.invoke({ kind: 'call', id: 2, name: 'x', input: () => 1, sessionToken: null }))
        .then(
          () => 'sent',
          (error: Error) => error.message,
        ),
    );
    expect(message).toContain('could not be cloned');
  });

  it('gives no bridge to a frame inside the page', async () => {
    const name = await shell.page.evaluate(() => {
      document.body.append(document.createElement('iframe'));
      return typeof (globalThis as unknown as { frames: { vaktbord?: unknown }[] }).frames[0]?.vaktbord;
    });
    expect(name).toBe('undefined');
  });
});

describe('Electron shell: its window', () => {
  it('remembers where it was', async () => {
    await shell.close();
    expect(JSON.parse(readFileSync(join(dataDir, 'window.json'), 'utf8'))).toEqual({
      x: 0,
      y: 0,
      width: 1440,
      height: 900,
      isMaximized: false,
    });
    expect(await shell.exited).toBe(0);
  });
});
