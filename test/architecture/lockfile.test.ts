import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Entry = { resolved?: string; optionalDependencies?: Record<string, string> };
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };

/** As Node looks for it: beside the package, then further out. */
function isLocked(from: string, name: string): boolean {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in lock.packages) return true;
    if (place === '') return false;
  }
}

describe('the lockfile', () => {
  it('names the optional packages of every platform, without which a clean install stops', () => {
    const missing = Object.entries(lock.packages).flatMap(([place, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(place, name)),
    );
    expect(missing).toEqual([]);
  });

  it('holds no addresses', () => {
    expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  });
});
