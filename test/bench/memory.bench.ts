import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { z } from 'zod';
import { type Benchmark, type Figure, figure } from './figure.ts';

const answer = z.object({ rss: z.number(), last: z.number(), failures: z.number(), requests: z.number() });
const factor = 20;
const root = join(import.meta.dirname, '../..');
/** Beside the built entries, where the core looks for its database threads. */
const bundleFolder = join(root, 'out/main/bench');

/** The core process with its workers, bundled as it ships, after half an hour (accelerated) of polling a hundred channels with traffic. */
export const memoryBenchmark: Benchmark = {
  names: ['memory.core_rss_mb'],
  async run({ quick }): Promise<Figure[]> {
    const minutes = quick ? 10 : 30;
    await bundle();
    const args = [join(bundleFolder, 'memory-core.js'), String(minutes), String(factor)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    rmSync(bundleFolder, { recursive: true, force: true });
    const { rss, last, failures, requests } = answer.parse(JSON.parse(stdout.trim().split('\n').at(-1)!));
    const toMb = (bytes: number): number => Math.round(bytes / 1024 / 1024);
    return [
      figure({
        name: 'memory.core_rss_mb',
        value: toMb(rss),
        unit: 'MB',
        target: 250,
        better: 'lower',
        note: `highest in ${minutes} accelerated min (last ${toMb(last)} MB), 100 channels, ${requests} requests, ${failures} failures cached`,
      }),
    ];
  },
};

async function bundle(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'test/bench/memory-core.ts'),
      outDir: bundleFolder,
      emptyOutDir: true,
      target: 'node24',
      rollupOptions: { external: ['better-sqlite3'] },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
}
