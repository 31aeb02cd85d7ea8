import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromiumFlags, chromiumHint, findChromium } from '../../scripts/find-chromium.ts';
import { type Cdp, connectCdp } from './cdp.ts';

export type Chromium = { cdp: Cdp; endpoint: string; close(): Promise<void> };

/** A headless Chromium without a page. `hostRules` as in `--host-resolver-rules`. */
export async function launchChromium(hostRules: string): Promise<Chromium> {
  const executable = findChromium();
  if (!executable) throw new Error(chromiumHint);
  const profile = mkdtempSync(join(tmpdir(), 'vaktbord-standin-'));
  const flags = [
    ...chromiumFlags,
    '--headless=new',
    '--no-startup-window',
    '--no-default-browser-check',
    '--password-store=basic',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    `--host-resolver-rules=${hostRules}`,
  ];
  const child = spawn(executable, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  // However this process ends, but for a kill, its browser ends with it.
  process.once('exit', () => child.kill('SIGKILL'));
  const endpoint = await debuggingEndpoint(child);
  const cdp = await connectCdp(endpoint);
  return {
    cdp,
    endpoint,
    async close() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      cdp.close();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill();
        await ended;
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function debuggingEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('Chromium ended at its start.')));
    createInterface({ input: child.stderr! }).on('line', (line) => {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
}
