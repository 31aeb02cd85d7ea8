import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Folders } from './folders.ts';

/** A core without a window (`serve`), as a process of its own. */
export type CoreProcess = { child: ChildProcess; kill(): Promise<void>; stop(): Promise<void> };

const startLimitMs = 30_000;

/** Starts `serve` and waits until it says that it is ready. */
export async function startCore(folders: Folders, flags: readonly string[] = []): Promise<CoreProcess> {
  const env = { ...process.env, VAKTBORD_DATA: folders.dataDir, VAKTBORD_CONFIG: folders.configDir };
  const child = spawn(process.execPath, ['out/main/cli.js', 'serve', '--data', folders.dataDir, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`serve was not ready in time: ${errors.join('')}`)), startLimitMs);
    createInterface({ input: child.stdout }).once('line', () => {
      clearTimeout(limit);
      resolve();
    });
    void exited.then(() => reject(new Error(`serve ended before it was ready: ${errors.join('')}`)));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return { child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}
