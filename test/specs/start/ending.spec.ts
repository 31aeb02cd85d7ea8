import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Folders, makeFolders, removeFolders } from '../folders.ts';

let folders: Folders;
let started: ChildProcess;

beforeEach(() => {
  folders = makeFolders();
});
afterEach(() => removeFolders(folders));

/** As npm does it: through a command interpreter that hands no signal on. */
async function startAsNpm(): Promise<void> {
  const flags = `--no-electron --no-open --no-practice --data '${folders.dataDir}'`;
  started = spawn('sh', ['-c', `node scripts/check-node.cjs && node scripts/start.ts ${flags}`], {
    env: { ...process.env, VAKTBORD_CONFIG: folders.configDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await new Promise<void>((resolve, reject) => {
    started.once('exit', () => reject(new Error('It ended before it had an address.')));
    createInterface({ input: started.stdout! }).on('line', (line) => {
      if (line.includes('http://127.0.0.1:')) resolve();
    });
  });
}

/** The last process that writes to the same output is the shell itself. */
const ended = (): Promise<void> => new Promise((resolve) => started.stdout!.once('close', () => resolve()));
const wasCutOff = (): boolean => existsSync(join(folders.dataDir, 'running'));

describe('FEATURE: npm start', () => {
  describe('RULE: it ends in order, however it is told to', () => {
    it('EXAMPLE: npm is ended, and with it only the command interpreter between', async () => {
      await startAsNpm();
      const end = ended();
      started.kill('SIGTERM');
      await end;
      expect(wasCutOff()).toBe(false);
    });

    it('EXAMPLE: a signal goes to the whole group, so that the console has it twice', async () => {
      await startAsNpm();
      expect(wasCutOff()).toBe(true);
      const end = ended();
      process.kill(-started.pid!, 'SIGTERM');
      await end;
      expect(wasCutOff()).toBe(false);
    });
  });
});
