import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `resources/<name>` of the project: two folders above both the source and the bundle, three above a chunk of it, or,
 * in a packaged application, beside its archive.
 * @param mark a file that the folder must hold; without any such folder the first candidate is given
 */
export function findResources(sourceUrl: string, name: string, mark: string): string {
  const here = dirname(fileURLToPath(sourceUrl));
  const candidates = ['../..', '../../..'].map((up) => join(here, up, 'resources', name));
  if ('resourcesPath' in process && typeof process.resourcesPath === 'string')
    candidates.push(join(process.resourcesPath, 'resources', name), join(process.resourcesPath, name));
  return candidates.find((folder) => existsSync(join(folder, mark))) ?? (candidates[0] as string);
}
