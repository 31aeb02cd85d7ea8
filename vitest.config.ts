import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** End-to-end specs that tell how soon something is there, kill processes or draw frames: they own the machine. */
const alone = [
  'test/specs/{flood,main-path,start}/**/*.spec.ts',
  'test/specs/cli/main-path-by-cli.spec.ts',
  'test/specs/edit/file.spec.ts',
  'test/specs/failures/scroll.spec.ts',
  'test/specs/pages/{keyboard,ten-thousand}.spec.ts',
  'test/specs/replay/{index-window,kills,sudden-death,two-consoles}.spec.ts',
  'test/specs/runs/{run-pages,unknown}.spec.ts',
  'test/specs/views/engine-search.spec.ts',
];

type Specs = { name: string; include?: string[]; exclude?: string[]; maxWorkers: number };

function specs({ name, include = ['test/specs/**/*.spec.ts'], exclude = [], maxWorkers }: Specs) {
  return {
    test: {
      name,
      include,
      exclude: ['node_modules/**', ...exclude],
      testTimeout: 180_000,
      hookTimeout: 120_000,
      // What a busy machine takes longer for is no fault; what never comes is one all the same.
      expect: { poll: { timeout: 15_000 } },
      pool: 'forks' as const,
      maxWorkers,
    },
  };
}

/** Unit, conformance and contract tests run in parallel; of the end-to-end specs two files at a time, and one where it owns the machine. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: {
          alias: [
            // Where a thread's code lies and how it is started are the tests' own: see the files' words.
            {
              find: /^(?:\.\.\/)+platform\/(entry-path|start-thread)\.ts$/,
              replacement: join(import.meta.dirname, 'test/threads/$1.ts'),
            },
          ],
        },
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.ts', 'src-*/**/*.test.tsx', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/specs/**', 'node_modules/**'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          pool: 'forks',
          // Files of one worker share what they import, which took a third of the time; what a test leaves behind is its own fault.
          isolate: false,
          // The runner leaves one core to itself by default, which on two cores is half of them.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          globalSetup: ['test/threads/bundle-threads.ts'],
          setupFiles: ['test/random/seed.ts', 'test/threads/end-threads.ts'],
        },
      },
      specs({ name: 'specs', exclude: alone, maxWorkers: 2 }),
      specs({ name: 'specs-alone', include: alone, maxWorkers: 1 }),
    ],
  },
});
