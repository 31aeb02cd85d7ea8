import { type OpenOptions, withReadHandle } from './open-database.ts';

/**
 * A consistent copy of a database that others may be writing, under the same key and cipher, without its write-ahead log.
 * @param target a file that does not exist yet
 */
export function copyDatabase(path: string, target: string, key: OpenOptions['key']): void {
  withReadHandle(path, { key }, (handle) => {
    handle.prepare('vacuum into @target').run({ target });
  });
}
