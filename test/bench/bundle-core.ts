import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
/** Beside the built entries, where the core looks for its threads. */
const bundleFolder = join(root, 'out/main/bench');

/** Runs a file of this folder in a process of its own, bundled as the core ships. @returns the last line it prints */
export async function runBundled(name: string, args: readonly string[]): Promise<unknown> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, `test/bench/${name}.ts`),
      outDir: bundleFolder,
      emptyOutDir: true,
      target: 'node24',
      // Parts loaded later lie beside the entry, as deep as those of the product, which look for resources above them.
      rollupOptions: {
        external: ['better-sqlite3', 'protobufjs/minimal'],
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3', 'protobufjs/minimal'] },
  });
  try {
    const command = [join(bundleFolder, `${name}.js`), ...args];
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
    return JSON.parse(stdout.trim().split('\n').at(-1)!);
  } finally {
    rmSync(bundleFolder, { recursive: true, force: true });
  }
}
