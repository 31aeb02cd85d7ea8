import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const entries = ['shell-electron/main.ts', 'shell-browser/main.ts', 'shell-cli/main.ts'].map(
  (name) => `src-main/${name}`,
);

/** Everything that is loaded as soon as an entry is, types aside; packages by their names. */
function loadedWith(entry: string): Set<string> {
  const found = new Set<string>();
  const walk = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.startsWith('src-')) return;
    const { module } = parseSync(file, readFileSync(file, 'utf8'));
    const imports = module.staticImports.filter(
      ({ entries: names }) => names.length === 0 || names.some(({ isType }) => !isType),
    );
    const again = module.staticExports.flatMap(({ entries: names }) =>
      names.flatMap(({ moduleRequest, isType }) => (moduleRequest === null || isType ? [] : moduleRequest.value)),
    );
    for (const request of [...imports.map(({ moduleRequest }) => moduleRequest.value), ...again])
      walk(request.startsWith('.') ? posix.join(posix.dirname(file), request) : request);
  };
  walk(entry);
  return found;
}

describe('what is loaded at the start', () => {
  it.each(entries)('of %s does not hold the engine of units, its library and its fractions', (entry) => {
    const loaded = loadedWith(entry);
    expect(loaded.size).toBeGreaterThan(50);
    expect([...loaded].filter((name) => /ucum-lhc|lhc-ucum-table|unit-engine|^fraction\.js$/.test(name))).toEqual([]);
  });
});
