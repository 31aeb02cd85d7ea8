import { join } from 'node:path';

/** The names inside one data folder. */
export const dataFiles = {
  journal: 'journal.db',
  recordKeys: 'record-keys.db',
  history: 'history.db',
  keys: 'keys.json',
  secrets: 'secrets.enc',
  checkpoints: 'audit-checkpoints.jsonl',
  cache: 'cache',
  index: 'index.db',
  running: 'running',
} as const;

export function dataPath(dataDir: string, name: Exclude<keyof typeof dataFiles, 'index'>): string {
  return join(dataDir, dataFiles[name]);
}

export function indexPath(dataDir: string): string {
  return join(dataDir, dataFiles.cache, dataFiles.index);
}

export function partitionPath(dataDir: string, fileName: string): string {
  return join(dataDir, dataFiles.cache, fileName);
}
