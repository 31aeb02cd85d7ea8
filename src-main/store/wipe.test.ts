import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/fakes/manual-clock.ts';
import { aBody, anEntry, aPatientMessage, aQuery, aRecord, manyRecords } from '../../test/fakes/store-records.ts';
import { silentLogger } from '../../test/fakes/temporary-store.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

let folder: string;
let store: Store;
const dataDir = () => join(folder, 'data');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vaktbord-wipe-'));
  store = await openStore({
    dataDir: dataDir(),
    keyFileDir: join(folder, 'key'),
    clock: createManualClock(),
    logger: silentLogger,
    osKeyStore: null,
  });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const listed = async () => (await store.cache.listFailures(aQuery(), null, 500)).items.length;
const reasons = async () => {
  const all = { person: null, procedure: null, target: null, from: null, to: null };
  return (await store.journal.audit.list(all, null, 10)).items.map(({ reason }) => reason);
};

describe('wipe', () => {
  it('leaves no failure, no body and no figure, and goes on with an empty cache', async () => {
    await store.cache.putFailures([aRecord({}, { body: aBody(aPatientMessage) })]);
    await store.history.heartbeat('run-1', 5, 0);
    const proof = await store.wipe(100);
    expect(proof.files).toBeGreaterThanOrEqual(3);
    expect(proof.bytes).toBeGreaterThan(0);
    expect(await listed()).toBe(0);
    expect(await store.history.previousRun('run-2', 10)).toBeNull();
    await store.cache.putFailures(manyRecords(3));
    expect(await listed()).toBe(3);
    expect((await store.check()).damaged).toEqual([]);
  });

  it('leaves the audit chain whole, and of its reasons only those from the given time on', async () => {
    await store.journal.audit.append(anEntry({ at: 10, reason: 'Asked by the ward' }));
    await store.journal.audit.append(anEntry({ at: 20, reason: 'The machine is given away' }));
    expect((await store.wipe(20)).recordKeys).toBe(1);
    expect(await reasons()).toEqual(['The machine is given away', null]);
    expect(await store.journal.audit.verify()).toMatchObject({ entries: 2, brokenAt: null });
  });

  it('takes what was set aside as damaged, and copies of record keys, with it', async () => {
    await mkdir(join(dataDir(), 'cache.damaged-2026'));
    writeFileSync(join(dataDir(), 'cache.damaged-2026', 'part-1.db'), 'bodies');
    writeFileSync(join(dataDir(), 'history.db.damaged-2026'), 'figures');
    writeFileSync(join(dataDir(), 'record-keys.db.before-2'), 'keys');
    await store.wipe(0);
    const left = readdirSync(dataDir());
    expect(left.filter((name) => name.includes('.damaged-') || name.includes('.before-'))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(['journal.db', 'keys.json', 'cache', 'history.db']));
  });

  it('lets writes and reads on every side wait, and loses none that come after', async () => {
    await store.cache.putFailures(manyRecords(20));
    const wiped = store.wipe(0);
    const all = await Promise.all([wiped, listed(), store.cache.putFailures(manyRecords(2)), listed()]);
    expect(all[0].files).toBeGreaterThan(0);
    expect(await listed()).toBeLessThanOrEqual(2);
    expect((await store.check()).damaged).toEqual([]);
  });

  it('tells who keeps in mind what the cache had', async () => {
    let told = 0;
    const end = store.onCacheBegunAnew(() => {
      told += 1;
    });
    await store.wipe(0);
    end();
    await store.wipe(0);
    expect(told).toBe(1);
  });

  it('leaves the key of no partition behind', async () => {
    await store.cache.putFailures([aRecord({}, { body: aBody(aPatientMessage) })]);
    const index = readFileSync(join(dataDir(), 'cache', 'index.db'));
    await store.wipe(0);
    expect(readFileSync(join(dataDir(), 'cache', 'index.db')).equals(index)).toBe(false);
    expect(readdirSync(join(dataDir(), 'cache')).filter((name) => /^part-\d+\.db$/.test(name)).length).toBeLessThan(2);
  });
});
