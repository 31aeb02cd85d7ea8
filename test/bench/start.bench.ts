import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright';
import { chromiumFlags, chromiumHint, findChromium } from '../../scripts/find-chromium.ts';
import { createSystemClock } from '../../src-main/platform/clock.ts';
import { createLogger } from '../../src-main/platform/logger.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { type Folders, makeFolders, removeFolders } from '../specs/folders.ts';
import { readTexts } from '../specs/texts.ts';
import { benchPerson, connectBench, openBenchCore, startManyChannels } from './bench-core.ts';
import { type Benchmark, type Figure, figure, quantile } from './figure.ts';
import { benchRecords } from './store-rows.ts';

const cachedFailures = 100_000;
const rowsPerWrite = 1000;
const text = readTexts('nb');

/** `addressMs` is a part of `pageMs`. `drawnMs` is a part of `rowsMs`, by the page's own clock. */
type Start = { addressMs: number; pageMs: number; rowsMs: number; drawnMs: number };

const noTarget = { unit: 'ms', target: null, better: 'lower' } as const;

/** From the start of the process to the first failures on screen, less the time a person takes to type a password. */
export const startBenchmark: Benchmark = {
  names: [
    'start.first_rows_ms',
    'start.address_ms',
    'start.sign_in_page_ms',
    'start.rows_after_sign_in_ms',
    'start.rows_drawn_ms',
  ],
  async run({ quick }): Promise<Figure[]> {
    const folders = makeFolders();
    const executablePath = findChromium();
    if (!executablePath) throw new Error(chromiumHint);
    const browser = await chromium.launch({ executablePath, args: chromiumFlags });
    const runs: Start[] = [];
    try {
      await fillFolder(folders);
      for (let run = 0; run < (quick ? 2 : 5); run += 1) runs.push(await startOnce(folders, browser));
    } finally {
      await browser.close();
      removeFolders(folders);
    }
    const middle = (of: (run: Start) => number): number => quantile(runs.map(of), 0.5);
    const note = `median of ${runs.length}, browser shell, ${cachedFailures} cached failures, engine not reachable`;
    return [
      figure({
        name: 'start.first_rows_ms',
        value: middle((run) => run.pageMs + run.rowsMs),
        unit: 'ms',
        target: 2000,
        better: 'lower',
        note,
      }),
      figure({ name: 'start.address_ms', value: middle((run) => run.addressMs), ...noTarget, note }),
      figure({ name: 'start.sign_in_page_ms', value: middle((run) => run.pageMs), ...noTarget, note }),
      figure({ name: 'start.rows_after_sign_in_ms', value: middle((run) => run.rowsMs), ...noTarget, note }),
      figure({
        name: 'start.rows_drawn_ms',
        value: middle((run) => run.drawnMs),
        ...noTarget,
        note: 'of the figure above, by the clock of the page: its wait looks after 0, 20, 70, 170, 270 and 770 ms only',
      }),
    ];
  },
};

/** An installation with one engine that is switched off, and its failures in the cache. */
async function fillFolder(folders: Folders): Promise<void> {
  const engine = await startManyChannels(folders.root, 15);
  const core = await openBenchCore(folders);
  const connectionId = await connectBench(core, engine);
  await core.close();
  await engine.stop();
  const store = await openStore({
    dataDir: folders.dataDir,
    clock: createSystemClock(),
    logger: createLogger({ level: 'error' }),
    osKeyStore: null,
    keyFileDir: folders.configDir,
  });
  for (let done = 0; done < cachedFailures; done += rowsPerWrite) {
    const records = benchRecords(rowsPerWrite, done).map((record) => ({
      ...record,
      failure: {
        ...record.failure,
        connectionId,
        failureId: `${connectionId}/${record.failure.channelId}/${record.failure.nativeId}`,
      },
    }));
    await store.cache.putFailures(records);
  }
  await store.close();
}

/** Notes when the form is sent, and when a list first has the rows that `startOnce` waits for. */
const noteDrawing = `
  addEventListener('submit', () => {
    const sentAt = performance.now();
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll('[role=grid] [role=row]').length <= 5) return;
      observer.disconnect();
      window.drawnMs = performance.now() - sentAt;
    }).observe(document, { childList: true, subtree: true });
  }, { capture: true, once: true });`;

async function startOnce(folders: Folders, browser: Browser): Promise<Start> {
  const startedAt = performance.now();
  const shell = spawn(
    process.execPath,
    ['out/main/browser.js', '--no-open', '--no-practice', '--data', folders.dataDir],
    {
      env: { ...process.env, VAKTBORD_CONFIG: folders.configDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const address = await launchAddress(shell);
    const addressMs = performance.now() - startedAt;
    const page = await browser.newPage();
    await page.addInitScript(noteDrawing);
    await page.addInitScript(`localStorage.setItem('vaktbord.ui.failures.view', '"messages"')`);
    await page.goto(address);
    await page.evaluate("location.hash = '#/failures'");
    await page.getByLabel(text('accounts.name')).fill(benchPerson.name);
    const pageMs = performance.now() - startedAt;
    await page.getByLabel(text('accounts.secret'), { exact: true }).fill(benchPerson.secret);
    const signInAt = performance.now();
    await page.getByRole('button', { name: text('accounts.signIn') }).click();
    await page
      .getByRole('grid', { name: text('failures.list') })
      .getByRole('row')
      .nth(5)
      .waitFor();
    const rowsMs = performance.now() - signInAt;
    const drawnMs = await page.evaluate<number>('window.drawnMs');
    await page.close();
    return { addressMs, pageMs, rowsMs, drawnMs };
  } finally {
    const ended = new Promise((resolve) => shell.once('exit', resolve));
    shell.kill('SIGTERM');
    await ended;
  }
}

function launchAddress(shell: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: shell.stdout! }).on('line', (line) => {
      const address = /http:\/\/127\.0\.0\.1\S+/.exec(line)?.[0];
      if (address) resolve(address);
    });
    shell.once('exit', () => reject(new Error('The browser shell ended before it printed its address.')));
  });
}
