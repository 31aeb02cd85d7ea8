import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An installation of its own: data and configuration in a temporary place. */
export type Folders = { root: string; dataDir: string; configDir: string };

export function makeFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'vaktbord-spec-'));
  const folders = { root, dataDir: join(root, 'data'), configDir: join(root, 'config') };
  mkdirSync(folders.dataDir);
  mkdirSync(folders.configDir);
  return folders;
}

export function removeFolders(folders: Folders): void {
  rmSync(folders.root, { recursive: true, force: true, maxRetries: 5 });
}
