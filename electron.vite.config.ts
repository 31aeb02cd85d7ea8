import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Everything is bundled but what cannot be: the database module is native, and `electron` exists only inside Electron. The histograms name a package
 * that they do not bring, for a form that is not used.
 * Workers and child processes are entries of their own; shared code lies in `chunks/` (platform/entry-path.ts).
 */
const external = ['electron', 'better-sqlite3', 'protobufjs/minimal'];
/** `scripts/build.ts` builds beside the last build and puts the new one in its place when all of it is there. */
const out = (part: string): string => at(`${process.env.VAKTBORD_BUILD_DIR ?? 'out'}/${part}`);

export default defineConfig({
  main: {
    build: {
      outDir: out('main'),
      emptyOutDir: true,
      target: 'node24',
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        input: {
          electron: at('src-main/shell-electron/main.ts'),
          browser: at('src-main/shell-browser/main.ts'),
          cli: at('src-main/shell-cli/main.ts'),
          'store-worker': at('src-main/store/store-worker.ts'),
          'message-worker': at('src-main/services/message/message-worker.ts'),
          'unit-worker': at('src-main/services/measurement-units/unit-worker.ts'),
          'practice-engine': at('src-main/practice-engine/main.ts'),
        },
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: out('preload'),
      emptyOutDir: true,
      target: 'node24',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('src-main/shell-electron/preload.ts') },
        external,
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react()],
    build: {
      outDir: out('renderer'),
      emptyOutDir: true,
      target: 'chrome156',
      minify: true,
      // The content security policy allows no data: addresses.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: at('src-renderer/index.html') } },
    },
  },
});
