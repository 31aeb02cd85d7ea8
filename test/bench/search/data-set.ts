import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partitionMigrations } from '../../../src-main/store/cache/schema.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { createManualClock, type ManualClock } from '../../fakes/manual-clock.ts';
import { silentLogger } from '../../fakes/temporary-store.ts';
import { type FailureSet, failedAtOf, failureAt, generatorVersion } from './seeded-failures.ts';
import { headerAt, headersPerFailure } from './seeded-headers.ts';

/** `madeInMs` null: it was there from an earlier run. */
export type KeptSet = { folder: string; madeInMs: number | null };

const tenths = 10;
const rowsPerCall = 5000;
const headersPerCall = 1000;
const dayMs = 24 * 3600_000;

/**
 * The encrypted cache of a set with its headers, kept in `dataPath` until another generator or schema asks for a new one. A new partition is begun at each
 * tenth, so that a small set has as many as a large one.
 */
export async function keepDataSet(dataPath: string, set: FailureSet): Promise<KeptSet> {
  const folder = join(dataPath, `failures-${set.count}-g${generatorVersion}-s${partitionMigrations.length}`);
  const mark = join(folder, 'whole.json');
  if (existsSync(mark)) return { folder, madeInMs: null };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const startedAt = performance.now();
  const { store, clock } = await openDataSet(folder, set);
  const perTenth = set.count / tenths;
  for (let first = 0; first < set.count; first += perTenth) {
    for (let at = first; at < first + perTenth; at += rowsPerCall) {
      const rows = Math.min(rowsPerCall, first + perTenth - at);
      await store.cache.putFailures(Array.from({ length: rows }, (_, index) => failureAt(at + index, set)));
      await putHeaders(store, { first: at * headersPerFailure, count: rows * headersPerFailure }, set);
    }
    clock.advance(dayMs + 1);
  }
  await store.close();
  const madeInMs = performance.now() - startedAt;
  writeFileSync(mark, JSON.stringify({ ...set, madeInMs }));
  return { folder, madeInMs };
}

async function putHeaders(store: Store, { first, count }: { first: number; count: number }, set: FailureSet) {
  for (let at = 0; at < count; at += headersPerCall) {
    const rows = Math.min(headersPerCall, count - at);
    await store.cache.headers.put(Array.from({ length: rows }, (_, index) => headerAt(first + at + index, set)));
  }
}

/** The clock stands just behind the newest failure. */
export async function openDataSet(folder: string, set: FailureSet): Promise<{ store: Store; clock: ManualClock }> {
  const clock = createManualClock(failedAtOf(set.count, set) + dayMs);
  const deps = { dataDir: join(folder, 'data'), keyFileDir: join(folder, 'config'), osKeyStore: null };
  return { store: await openStore({ ...deps, clock, logger: silentLogger }), clock };
}

/** A copy to write into, so that the kept set stays as it is. The function removes it. */
export function copyDataSet(folder: string): { copy: string; remove: () => void } {
  const copy = `${folder}-copy`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return { copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
