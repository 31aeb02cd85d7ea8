import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/**
 * Before the unit tests: each thread's sources become one file, because a test that opens a store starts three threads, and reading hundreds of
 * sources in each of them took longer than most tests. `entry-path.ts` beside this finds them.
 */
export async function setup(): Promise<() => void> {
  // Beside the packages, which the bundled files still look for.
  const outDir = mkdtempSync(join(root, 'node_modules', '.vaktbord-threads-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      rollupOptions: {
        input: {
          'store-worker': join(root, 'src-main/store/store-worker.ts'),
          'lasting-store-worker': join(root, 'test/threads/lasting-store-worker.ts'),
          'message-worker': join(root, 'src-main/services/message/message-worker.ts'),
          'unit-worker': join(root, 'src-main/services/measurement-units/unit-worker.ts'),
        },
        external: ['better-sqlite3', 'protobufjs/minimal'],
        output: { entryFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3', 'protobufjs/minimal'] },
  });
  process.env.VAKTBORD_THREADS = outDir;
  return () => rmSync(outDir, { recursive: true, force: true });
}
