import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** For a browser that tests drive: no sandbox (containers), no traffic of its own. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Playwright's own, else one that is installed. @returns null when there is none */
export function findChromium(): string | null {
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (folder && existsSync(path)) return path;
    }
  }
  return null;
}

/** Finds one or installs one: by Playwright, else by apt as root on Debian. @returns null when neither works */
export function findOrInstallChromium(): string | null {
  return findChromium() ?? (installByPlaywright() ? findChromium() : null) ?? (installByApt() ? findChromium() : null);
}

export const chromiumHint =
  'No Chromium found for the end-to-end tests. Run "npx playwright install chromium" or, on Debian, "sudo apt-get install -y chromium".';

const installLimitMs = 180_000;

function installByPlaywright(): boolean {
  const cli = join(import.meta.dirname, '..', 'node_modules', 'playwright', 'cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: installLimitMs,
  });
  return status === 0;
}

function installByApt(): boolean {
  if (process.getuid?.() !== 0 || !isDebian()) return false;
  try {
    const options = { stdio: 'ignore', timeout: installLimitMs } as const;
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
    return true;
  } catch {
    // No network or no such package: the caller prints what to do.
    return false;
  }
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const found = findOrInstallChromium();
  console.log(found ?? chromiumHint);
  process.exitCode = found ? 0 : 1;
}
