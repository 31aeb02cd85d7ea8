import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * `npm start`: the console in its own window where that is possible, else in a browser of this machine.
 * `--browser` and `--no-electron` choose the browser; all flags are handed on to the shell.
 */
const root = join(import.meta.dirname, '..');
const downloadLimitMs = 20_000;
const parentCheckMs = 1_000;
const args = process.argv.slice(2);

const { executable, reason } = await findElectron();
if (executable) {
  await run(executable, [join(root, 'out', 'main', 'electron.js'), ...args]);
} else {
  if (reason) console.log(`${reason} Serving the console to a browser instead.`);
  await run(process.execPath, [join(root, 'out', 'main', 'browser.js'), ...args]);
}

type Found = { executable: string; reason?: never } | { executable: null; reason: string | null };

async function findElectron(): Promise<Found> {
  if (args.includes('--browser') || args.includes('--no-electron')) return { executable: null, reason: null };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { executable: null, reason: 'No display here.' };
  }
  const executable = electronPath() ?? ((await downloadElectron()) ? electronPath() : null);
  return executable ? { executable } : { executable: null, reason: 'No Electron binary within 20 s.' };
}

/** The binary beside the `electron` package, or one named by ELECTRON_OVERRIDE_DIST_PATH. Source: electron/index.js 45. */
function electronPath(): string | null {
  const folder = electronFolder();
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
    return existsSync(path) ? path : null;
  } catch {
    // path.txt is written by the download; before it, only a binary from elsewhere can be there.
    const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
    const path = override && join(override, process.platform === 'win32' ? 'electron.exe' : 'electron');
    return path && existsSync(path) ? path : null;
  }
}

function electronFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

function downloadElectron(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(electronFolder(), 'install.js')], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill(), downloadLimitMs);
    child.once('error', () => resolve(false));
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/**
 * Ends as the shell ends. Ctrl+C reaches it through the terminal; a signal to this process is handed on. npm hands its own on to a
 * command interpreter that does not, and dies: when that is gone, the shell is asked to end as well.
 */
function run(command: string, commandArgs: string[]): Promise<void> {
  const child = spawn(command, commandArgs, { stdio: 'inherit' });
  const handOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', handOn);
  process.on('SIGHUP', handOn);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, parentCheckMs).unref();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? (signal ? 1 : 0);
      resolve();
    });
  });
}
