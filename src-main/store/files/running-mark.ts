import { existsSync, rmSync } from 'node:fs';
import { writeAtomically } from './atomic-write.ts';
import { dataPath } from './data-paths.ts';

/** The file `running` lies in the folder while a store is open. Found at a start, it says that the last run was cut off. */
export function markRunning(dataDir: string): void {
  writeAtomically(dataPath(dataDir, 'running'), `${process.pid}\n`);
}

export function unmarkRunning(dataDir: string): void {
  rmSync(dataPath(dataDir, 'running'), { force: true });
}

export function wasCutOff(dataDir: string): boolean {
  return existsSync(dataPath(dataDir, 'running'));
}
