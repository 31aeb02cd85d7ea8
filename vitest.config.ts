import { defineConfig } from 'vitest/config';

/** Unit, conformance and contract tests run in parallel; the end-to-end specs own the machine, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.ts', 'src-*/**/*.test.tsx', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/specs/**', 'node_modules/**'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          pool: 'forks',
          setupFiles: ['test/random/seed.ts'],
        },
      },
      {
        test: {
          name: 'specs',
          include: ['test/specs/**/*.spec.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          pool: 'forks',
          fileParallelism: false,
        },
      },
    ],
  },
});
