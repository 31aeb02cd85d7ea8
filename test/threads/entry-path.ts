import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { entryPath as entryPathOfSource } from '../../src-main/platform/entry-path.ts';

/** In place of the product's in unit tests: the thread as it was bundled before they began. */
export function entryPath(sourceUrl: string, name: string): URL {
  const bundled = join(process.env.VAKTBORD_THREADS ?? '', `${name}.js`);
  return existsSync(bundled) ? pathToFileURL(bundled) : entryPathOfSource(sourceUrl, name);
}
