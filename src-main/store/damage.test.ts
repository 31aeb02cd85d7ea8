import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/fakes/manual-clock.ts';
import { aBody, anEntry, aQuery, manyRecords } from '../../test/fakes/store-records.ts';
import { silentLogger } from '../../test/fakes/temporary-store.ts';
import { fileKey } from './journal/open-journal.ts';
import { openFolderKey } from './keys/data-key.ts';
import { openStore } from './open-store.ts';
import { openForWriting } from './sqlite/open-database.ts';
import type { Store } from './store.ts';

let folder = '';
let opened: Store[] = [];
const path = (...names: string[]) => join(folder, 'data', ...names);

async function open(): Promise<Store> {
  const store = await openStore({
    dataDir: path(),
    keyFileDir: join(folder, 'config'),
    clock: createManualClock(),
    logger: silentLogger,
    osKeyStore: null,
  });
  opened.push(store);
  return store;
}

/** A closed folder with failures, bodies, audit entries and minutes in it. */
async function fill(): Promise<void> {
  const store = await open();
  await store.cache.putFailures(manyRecords(300).map((record) => ({ ...record, body: aBody() })));
  for (let count = 0; count < 100; count += 1) await store.journal.audit.append(anEntry({ summary: 'x'.repeat(200) }));
  await store.history.heartbeat('run-1', 1, 0);
  await store.close();
}

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

const pageBytes = 8192;
const middle = (file: string) => Math.floor(statSync(file).size / pageBytes / 2) * pageBytes + 700;
const list = async (store: Store) => (await store.cache.listFailures(aQuery(), null, 10)).items.length;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-damage-'));
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((store) => store.close().catch(() => undefined)));
  rmSync(folder, { recursive: true, force: true });
});

describe('a damaged cache', () => {
  it('is set aside and begun anew when the first page has a flipped byte', async () => {
    await fill();
    flipByte(path('cache', 'part-1.db'), 100);
    const store = await open();
    expect(store.notices).toMatchObject([{ kind: 'cache-set-aside' }]);
    expect(readdirSync(path()).filter((name) => name.startsWith('cache.damaged-'))).toHaveLength(1);
    expect(await list(store)).toBe(0);
    await store.cache.putFailures(manyRecords(3));
    expect(await list(store)).toBe(3);
    expect((await store.journal.audit.verify()).entries).toBe(100);
  });

  it('is set aside by the check when a page in the middle has a flipped byte', async () => {
    await fill();
    // Not in the very middle: there lies a page that nothing uses.
    flipByte(path('cache', 'part-1.db'), middle(path('cache', 'part-1.db')) + 2 * pageBytes);
    const store = await open();
    expect(await store.check()).toMatchObject({ damaged: ['cache/part-1.db'] });
    expect(store.notices).toMatchObject([{ kind: 'cache-set-aside' }]);
    expect((await store.check()).damaged).toEqual([]);
  });

  it('is set aside by the call that meets it, which then answers', async () => {
    await fill();
    const size = statSync(path('cache', 'part-1.db')).size;
    for (let page = 3; page * pageBytes < size; page += 1) flipByte(path('cache', 'part-1.db'), page * pageBytes + 9);
    const store = await open();
    expect(await Promise.all([list(store), list(store), list(store)])).toEqual([0, 0, 0]);
    expect(store.notices).toHaveLength(1);
  });

  it('is set aside when its list of partitions is no database', async () => {
    await fill();
    writeFileSync(path('cache', 'index.db'), 'not a database at all'.repeat(1000));
    expect((await open()).notices).toMatchObject([{ kind: 'cache-set-aside' }]);
  });

  it('is set aside when a partition is gone', async () => {
    await fill();
    rmSync(path('cache', 'part-1.db'));
    expect((await open()).notices).toMatchObject([{ kind: 'cache-set-aside' }]);
  });

  it('is begun without a word when the whole folder was deleted', async () => {
    await fill();
    rmSync(path('cache'), { recursive: true });
    const store = await open();
    expect(store.notices).toEqual([]);
    expect(await list(store)).toBe(0);
  });
});

describe('a damaged history', () => {
  it('is set aside and begun anew when a byte is flipped', async () => {
    await fill();
    flipByte(path('history.db'), 100);
    const store = await open();
    expect(store.notices).toMatchObject([{ kind: 'history-set-aside' }]);
    expect(await store.history.previousRun('run-2', 10)).toBeNull();
  });
});

describe('a damaged journal', () => {
  it('is not touched and says what to do when the first page has a flipped byte', async () => {
    await fill();
    flipByte(path('journal.db'), 100);
    const before = readFileSync(path('journal.db'));
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/restore/),
    });
    expect(readFileSync(path('journal.db')).equals(before)).toBe(true);
  });

  it('is found before it is used when the last run was cut off and a page in the middle has a flipped byte', async () => {
    await fill();
    flipByte(path('journal.db'), middle(path('journal.db')));
    writeFileSync(path('running'), '1');
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/restore/),
    });
  });

  it('is named by the check and left as it is', async () => {
    await fill();
    const store = await open();
    flipByte(path('journal.db'), middle(path('journal.db')));
    const before = readFileSync(path('journal.db'));
    expect((await store.check()).damaged).toEqual(['journal.db']);
    expect(readFileSync(path('journal.db')).equals(before)).toBe(true);
  });

  it('keeps every entry before the last one when the write-ahead log is cut off', async () => {
    await fill();
    const store = await open();
    for (let count = 0; count < 5; count += 1) await store.journal.audit.append(anEntry());
    cpSync(path(), join(folder, 'after-power-cut'), { recursive: true });
    await store.close();
    rmSync(path(), { recursive: true });
    renameSync(join(folder, 'after-power-cut'), path());
    truncateSync(path('journal.db-wal'), statSync(path('journal.db-wal')).size - 100);
    const again = await open();
    expect(again.notices).toMatchObject([{ kind: 'unclean-stop' }]);
    expect(await again.journal.audit.verify()).toMatchObject({ entries: 104, brokenAt: null });
    expect(await again.journal.audit.append(anEntry())).toEqual({ sequence: 105 });
  });
});

describe('a folder without its key', () => {
  it('is not opened and not changed when keys.json is missing', async () => {
    await fill();
    rmSync(path('keys.json'));
    const before = readdirSync(path()).sort();
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/keys\.json is missing/),
    });
    expect(readdirSync(path()).sort()).toEqual(before);
  });

  it('is not opened when keys.json is half a file', async () => {
    await fill();
    truncateSync(path('keys.json'), 40);
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/keys\.json is damaged/),
    });
  });

  it('is not opened with another key file', async () => {
    await fill();
    const [name = ''] = readdirSync(join(folder, 'config'));
    writeFileSync(join(folder, 'config', name), `${'ab'.repeat(32)}\n`);
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/None of the keys/),
    });
  });

  it('is not opened with an empty key file', async () => {
    await fill();
    const [name = ''] = readdirSync(join(folder, 'config'));
    writeFileSync(join(folder, 'config', name), '');
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/None of the keys/),
    });
  });
});

describe('a newer schema', () => {
  it('is refused with a sentence and not changed', async () => {
    await fill();
    const { dataKey } = openFolderKey(
      path(),
      { osKeyStore: null, keyFileDir: join(folder, 'config'), passphrase: null },
      0,
    );
    const journal = openForWriting(path('journal.db'), { key: fileKey(dataKey, 'journal'), synchronous: 'FULL' });
    journal.exec('pragma user_version = 999');
    journal.close();
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/newer version/),
    });
  });
});

describe('a damaged secrets file', () => {
  it('is named when it is read', async () => {
    await fill();
    writeFileSync(path('secrets.enc'), Buffer.alloc(64));
    const store = await open();
    await expect(store.secrets.read('helse')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/secrets\.enc/),
    });
  });
});
