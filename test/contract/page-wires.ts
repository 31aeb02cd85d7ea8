import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { chromiumFlags, findChromium } from '../../scripts/find-chromium.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import { createSilentLogger } from '../../src-main/platform/logger.ts';
import { startBrowserShell } from '../../src-main/shell-browser/browser-shell.ts';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';
import { launchStandin } from '../standin/launch-standin.ts';
import { makeFolder, openEchoCore } from './link-wires.ts';
import type { Wire, WireKind } from './wire.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A real page with the renderer's own transports: over HTTP and WebSocket, and over IPC on the stand-in. */
export const pageWires: readonly WireKind[] = [
  { name: 'HTTP and WebSocket', shell: 'browser', open: openHttpWire },
  { name: 'IPC', shell: 'electron', open: openIpcWire },
];

/** A page that holds nothing but the transport. */
export async function buildWirePage(folder: string): Promise<string> {
  const outDir = join(folder, 'renderer');
  const entry = { entry: at('./page-entry.js'), formats: ['es' as const], fileName: () => 'wire.js' };
  await build({ configFile: false, logLevel: 'error', build: { outDir, lib: entry, minify: false } });
  writeFileSync(join(outDir, 'index.html'), '<!doctype html><script type="module" src="/wire.js"></script>');
  return outDir;
}

export async function buildPreload(folder: string): Promise<string> {
  const entry = at('../../src-main/shell-electron/preload.ts');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(folder, 'preload'),
      lib: { entry, formats: ['cjs'], fileName: () => 'preload.cjs' },
      rollupOptions: { external: ['electron'] },
    },
  });
  return join(folder, 'preload', 'preload.cjs');
}

async function openHttpWire(): Promise<Wire> {
  const folder = makeFolder();
  const rendererDir = await buildWirePage(folder.path);
  const link = await openEchoCore(join(folder.path, 'data'));
  const shell = await startBrowserShell({
    // As if this process were the browser shell itself.
    link: { ...link, call: (request, signal) => link.call(request, signal) },
    rendererDir,
    clock: createSystemClock(),
    logger: createSilentLogger(),
    port: 0,
    onTokenReused: () => undefined,
  });
  const browser: Browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumFlags });
  const page = await browser.newPage();
  await page.goto(shell.mintAddress());
  return pageWire(page, async () => {
    await browser.close();
    await shell.close();
    await link.close();
    folder.remove();
  });
}

async function openIpcWire(): Promise<Wire> {
  const folder = makeFolder();
  const [rendererDir, preloadPath] = [await buildWirePage(folder.path), await buildPreload(folder.path)];
  const dataDir = join(folder.path, 'data');
  mkdirSync(dataDir);
  const shell = await launchStandin({ main: at('../standin/echo-main.ts'), args: [dataDir, rendererDir, preloadPath] });
  return pageWire(shell.page, async () => {
    await shell.close();
    folder.remove();
  });
}

type PageApi = {
  received: { sequences: number[]; gaps: number };
  call(name: string, input: string, sessionToken: string | null): Promise<string>;
  start(id: number, name: string): void;
  cancel(id: number): void;
  reply(id: number): Promise<string>;
};
/** In the page only. */
declare const wire: PageApi;

async function pageWire(page: Page, close: () => Promise<void>): Promise<Wire> {
  await page.waitForFunction(() => typeof wire === 'object' && wire.received.gaps > 0);
  let lastId = 0;
  return {
    async call(name, input, sessionToken = null) {
      const text = Buffer.from(encodeFrame(input)).toString('base64');
      const reply = await page.evaluate(([n, i, t]) => wire.call(n, i, t), [name, text, sessionToken] as const);
      return readReply(reply);
    },
    async start(name) {
      lastId += 1;
      const id = lastId;
      await page.evaluate(([i, n]) => wire.start(i, n), [id, name] as const);
      const reply = page.evaluate((i) => wire.reply(i), id).then(readReply);
      return { reply, cancel: () => page.evaluate((i) => wire.cancel(i), id) };
    },
    received: () => page.evaluate(() => wire.received),
    close,
  };
}

function readReply(text: string): Reply<unknown> {
  return decodeFrame(Buffer.from(text, 'base64')) as Reply<unknown>;
}
