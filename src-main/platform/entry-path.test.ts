import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryPath } from './entry-path.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-entry-'));
  mkdirSync(join(folder, 'chunks'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const from = (file: string) => fileURLToPath(entryPath(pathToFileURL(join(folder, file)).href, 'store-worker'));

describe('entryPath', () => {
  it('is the source beside a source', () => {
    expect(from('open-store.ts')).toBe(join(folder, 'store-worker.ts'));
  });

  it('is the built file beside an entry', () => {
    writeFileSync(join(folder, 'store-worker.js'), '');
    expect(from('cli.js')).toBe(join(folder, 'store-worker.js'));
  });

  it('is the built file above a chunk', () => {
    writeFileSync(join(folder, 'store-worker.js'), '');
    expect(from('chunks/open-store.js')).toBe(join(folder, 'store-worker.js'));
  });
});
