import { existsSync } from 'node:fs';

/**
 * Where a worker or child entry named `name` lies, seen from the module at `sourceUrl` (its `import.meta.url`).
 * Run from source: `<name>.ts` beside the caller. Built: `<name>.js` beside the caller, else one folder up, because
 * shared code is built into `chunks/` and entries are built beside that folder.
 */
export function entryPath(sourceUrl: string, name: string): URL {
  if (sourceUrl.endsWith('.ts')) return new URL(`./${name}.ts`, sourceUrl);
  const beside = new URL(`./${name}.js`, sourceUrl);
  return existsSync(beside) ? beside : new URL(`../${name}.js`, sourceUrl);
}
