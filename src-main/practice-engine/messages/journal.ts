import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/**
 * A file of JSON lines in which the last line of a key wins. Lines are written at once, so that a killed process loses
 * nothing it had answered for; a half-written last line is skipped when read back.
 */
export class Journal<T> {
  readonly #path: string;
  #file: number;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'a', 0o600);
  }

  append(entry: T): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  /** Replaces the whole file in one rename. */
  rewrite(entries: Iterable<T>): void {
    const temporaryPath = `${this.#path}.new`;
    const next = openSync(temporaryPath, 'w', 0o600);
    for (const entry of entries) writeSync(next, `${JSON.stringify(entry)}\n`);
    fsyncSync(next);
    closeSync(next);
    closeSync(this.#file);
    renameSync(temporaryPath, this.#path);
    this.#file = openSync(this.#path, 'a', 0o600);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** All readable lines of a journal, oldest first; none when the file is missing. */
export function readJournal<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  const entries: T[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      entries.push(JSON.parse(line) as T);
    } catch {
      // Only the last line can be cut off, by a kill in the middle of a write: what it described was never answered.
    }
  }
  return entries;
}
