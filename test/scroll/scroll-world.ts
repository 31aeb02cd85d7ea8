import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type CDPSession, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { chromiumFlags, findChromium } from '../../scripts/find-chromium.ts';
import { signIn } from '../specs/pages/actions.ts';
import { readTexts } from '../specs/texts.ts';
import { person } from './person.ts';

export type ScrollWorld = {
  page: Page;
  devTools: CDPSession;
  /** New failures begin to come, or cease. */
  toggleWriting(): void;
  /** @returns how many failures came */
  close(): Promise<number>;
};

const root = join(import.meta.dirname, '../..');
const windowSize = { width: 1440, height: 900 };

/** The console in Chromium over the data set of a folder, a person signed in and the single failures listed. The folder is written to. */
export async function openScrollWorld(set: { folder: string; count: number; perSecond: number }): Promise<ScrollWorld> {
  const bundle = await bundleCore();
  const child = spawn(process.execPath, [join(bundle, 'scroll-core.js'), JSON.stringify(set)], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const address = await firstLine(child, lines);
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...chromiumFlags, '--enable-precise-memory-info'],
  });
  const page = await browser.newPage({ viewport: windowSize, locale: 'nb-NO' });
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await signIn({ page, text: readTexts('nb') }, person);
  await page.evaluate(`localStorage.setItem('vaktbord.ui.failures.view', '"messages"')`);
  await page.evaluate(`location.hash = '#/failures'`);
  await page.locator('[role=grid] [data-row-id]').nth(5).waitFor();
  return {
    page,
    devTools: await page.context().newCDPSession(page),
    toggleWriting: () => void child.stdin?.write('\n'),
    async close() {
      await browser.close();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
      rmSync(bundle, { recursive: true, force: true });
      return (JSON.parse(lines.at(-1) ?? '{}') as { written?: number }).written ?? 0;
    },
  };
}

/** Beside the built entries, where the core looks for its threads. */
async function bundleCore(): Promise<string> {
  const outDir = join(root, 'out/main/scroll');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'test/scroll/scroll-core.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node24',
      rollupOptions: { external: ['better-sqlite3', 'protobufjs/minimal'] },
    },
    ssr: { noExternal: true, external: ['better-sqlite3', 'protobufjs/minimal'] },
  });
  return outDir;
}

function firstLine(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The core ended at its start (${code}).`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      lines.push(line);
      resolve(line);
    });
  });
}
