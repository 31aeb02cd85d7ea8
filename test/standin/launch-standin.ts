import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import type { Recorded } from './recorder.ts';

export type StandinOptions = {
  /** The main script; the built shell when left out. */
  main?: string;
  args: readonly string[];
  environment?: Record<string, string>;
};

export type Standin = {
  page: Page;
  browser: Browser;
  pid: number;
  /** The language that the page sees as the system's; loads it anew. */
  setLocale(locale: string): Promise<void>;
  /** Everything the shell asked the desktop for, in order. */
  recorded: readonly Recorded[];
  /** The next thing of this kind, also one that has been recorded already but not been taken. */
  next(kind: string): Promise<Record<string, unknown>>;
  /** An order to the stand-in itself (`register.ts`). */
  order(order: object): void;
  exited: Promise<number | null>;
  /** Quits as a person would, and waits for the end. */
  close(): Promise<void>;
};

const register = fileURLToPath(new URL('./register.ts', import.meta.url));
const builtMain = fileURLToPath(new URL('../../out/main/electron.js', import.meta.url));
const startLimitMs = 60_000;

/** Starts the Electron shell on the stand-in, in a process of its own, and waits for its first page. */
export async function launchStandin({ main = builtMain, args, environment }: StandinOptions): Promise<Standin> {
  const child = spawn(process.execPath, ['--import', register, main, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const records = collectRecords(child);
  const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
  const failed = exited.then((code) => Promise.reject(new Error(`The shell ended at its start (${code}).`)));
  failed.catch(() => undefined);
  const { endpoint } = await Promise.race([records.next('ready'), failed]);
  await Promise.race([records.next('window-shown'), failed]);
  clearTimeout(limit);
  const browser = await chromium.connectOverCDP(String(endpoint));
  const page = browser
    .contexts()[0]
    ?.pages()
    .find((each) => each.url() !== 'about:blank');
  if (!page) throw new Error('The shell showed no page.');
  return {
    page,
    browser,
    pid: child.pid ?? 0,
    setLocale: (locale) => setLocale(page, locale),
    ...records,
    order: (order) => void child.send(order),
    exited,
    async close() {
      await browser.close().catch(() => undefined);
      if (child.connected) child.send({ action: 'quit' });
      const kill = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await exited;
      clearTimeout(kill);
    },
  };
}

/** Electron takes it from the system; a page attached to over the debugging protocol has to be told. */
async function setLocale(page: Page, locale: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { userAgent } = await session.send('Browser.getVersion');
  await session.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: locale });
  await session.send('Emulation.setLocaleOverride', { locale });
  await page.reload();
}

function collectRecords(child: ChildProcess): Pick<Standin, 'recorded' | 'next'> {
  const recorded: Recorded[] = [];
  const untaken: Recorded[] = [];
  const waiting: { kind: string; resolve(details: Record<string, unknown>): void }[] = [];
  child.on('message', (message) => {
    const entry = message as Recorded;
    recorded.push(entry);
    const index = waiting.findIndex(({ kind }) => kind === entry.kind);
    if (index < 0) untaken.push(entry);
    else waiting.splice(index, 1)[0]?.resolve(entry.details);
  });
  return {
    recorded,
    next(kind) {
      const index = untaken.findIndex((entry) => entry.kind === kind);
      const taken = index < 0 ? undefined : untaken.splice(index, 1)[0];
      if (taken) return Promise.resolve(taken.details);
      return new Promise((resolve) => waiting.push({ kind, resolve }));
    },
  };
}
