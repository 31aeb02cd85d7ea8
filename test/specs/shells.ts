import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { _electron, chromium, type Page } from 'playwright';
import { chromiumFlags, findChromium } from '../../scripts/find-chromium.ts';
import { launchStandin, type Standin } from '../standin/launch-standin.ts';
import { type Folders, makeFolders, removeFolders } from './folders.ts';

/**
 * The graphical shells, as built: *browser* in Chromium, *standin* = the Electron bundles on the stand-in for
 * `electron`, *electron* = the same bundles in the real one, where its binary is there.
 */
export type ConsoleKind = 'browser' | 'standin' | 'electron';

export type ConsoleOptions = {
  /** Of the page before anyone has chosen one: the browser's own, or the operating system's. */
  language?: string;
  /** Given by a spec that opens several consoles on one folder; made and removed by the console when left out. */
  folders?: Folders;
  flags?: readonly string[];
};

export type Console = {
  kind: ConsoleKind;
  page: Page;
  folders: Folders;
  /** Of the shell's process. */
  pid: number;
  /** Null but for *standin*. */
  standin: Standin | null;
  /** Ends the shell in order, and removes folders made for it. */
  close(): Promise<void>;
};

/** Every kind that can run here. */
export function consoleKinds(): ConsoleKind[] {
  return electronBinary() ? ['browser', 'standin', 'electron'] : ['browser', 'standin'];
}

export async function openConsole(kind: ConsoleKind, options: ConsoleOptions = {}): Promise<Console> {
  const folders = options.folders ?? makeFolders();
  const setup: Setup = {
    folders,
    language: options.language ?? 'nb',
    flags: ['--data', folders.dataDir, ...(options.flags ?? [])],
    environment: {
      ...(process.env as Record<string, string>),
      VAKTBORD_CONFIG: folders.configDir,
      STANDIN_LOCALE: options.language ?? 'nb',
      LANG: `${options.language ?? 'nb'}.UTF-8`,
    },
  };
  const opened = await openers[kind](setup);
  opened.page.setDefaultTimeout(20_000);
  return {
    kind,
    folders,
    standin: null,
    ...opened,
    async close() {
      await opened.close();
      if (!options.folders) removeFolders(folders);
    },
  };
}

type Setup = { folders: Folders; language: string; flags: string[]; environment: Record<string, string> };
type Opened = Pick<Console, 'page' | 'pid' | 'close'> & { standin?: Standin };

const openers: Record<ConsoleKind, (setup: Setup) => Promise<Opened>> = {
  browser: openBrowserShell,
  standin: openStandin,
  electron: openElectron,
};

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const windowSize = { width: 1440, height: 900 };
const locales: Record<string, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

async function openBrowserShell({ flags, environment, language }: Setup): Promise<Opened> {
  const args = [at('out/main/browser.js'), '--no-open', ...flags];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await firstAddress(child);
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumFlags });
  const page = await browser.newPage({ viewport: windowSize, locale: locales[language] ?? language });
  await page.goto(address);
  return {
    page,
    pid: child.pid ?? 0,
    async close() {
      await browser.close();
      await stop(child);
    },
  };
}

/** The one-use address that the shell prints for the person who started it. */
function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The browser shell ended at its start (${code}).`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const address = /http:\/\/127\.0\.0\.1:\S+/.exec(line)?.[0];
      if (address) resolve(address);
    });
  });
}

async function openStandin({ flags, environment, language }: Setup): Promise<Opened> {
  const standin = await launchStandin({ args: flags, environment });
  await standin.page.setViewportSize(windowSize);
  await standin.setLocale(locales[language] ?? language);
  return { page: standin.page, pid: standin.pid, standin, close: () => standin.close() };
}

async function openElectron({ flags, environment, language }: Setup): Promise<Opened> {
  const app = await _electron.launch({
    executablePath: electronBinary() ?? '',
    args: [at('out/main/electron.js'), '--no-sandbox', `--lang=${locales[language] ?? language}`, ...flags],
    env: environment,
  });
  return { page: await app.firstWindow(), pid: app.process().pid ?? 0, close: () => app.close() };
}

/** @returns null where only the npm package is, without the binary it would download */
function electronBinary(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const named = join(folder, 'path.txt');
  const path = join(dist, existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron');
  return existsSync(path) ? path : null;
}

const stopLimitMs = 20_000;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(kill);
}
