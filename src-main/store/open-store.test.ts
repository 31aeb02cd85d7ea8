import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/fakes/manual-clock.ts';
import { aBody, anEntry, aPatientMessage, aQuery, aRecord } from '../../test/fakes/store-records.ts';
import { silentLogger } from '../../test/fakes/temporary-store.ts';
import { restoreBackup } from './files/restore-backup.ts';
import { type OpenStoreDeps, openStore } from './open-store.ts';
import type { Store } from './store.ts';

let folder = '';
const opened: Store[] = [];

function deps(overrides: Partial<OpenStoreDeps> = {}): OpenStoreDeps {
  return {
    dataDir: join(folder, 'data'),
    keyFileDir: join(folder, 'config'),
    clock: createManualClock(),
    logger: silentLogger,
    osKeyStore: null,
    ...overrides,
  };
}

async function open(overrides: Partial<OpenStoreDeps> = {}): Promise<Store> {
  const store = await openStore(deps(overrides));
  opened.push(store);
  return store;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaktbord-open-'));
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe('openStore', () => {
  it('makes a folder whose files give no word away', async () => {
    const store = await open();
    await store.cache.putFailures([aRecord({}, { body: aBody(aPatientMessage), patientKeys: ['05928512356'] })]);
    await store.journal.audit.append(anEntry({ reason: 'Asked by the ward' }));
    await store.secrets.write('helse', { password: 'open-sesame' });
    await store.close();
    const files = readdirSync(join(folder, 'data'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    const content = files.map((one) => readFileSync(join(one.parentPath, one.name), 'latin1')).join('\n');
    expect(files.length).toBeGreaterThanOrEqual(7);
    for (const word of ['Testesen', '05928512356', 'Kalium', 'Asked by the ward', 'open-sesame', 'Kari Vakt']) {
      expect(content).not.toContain(word);
    }
  });

  it('finds everything again after it was closed', async () => {
    const first = await open();
    await first.cache.putFailures([aRecord()]);
    await first.journal.audit.append(anEntry());
    await first.history.heartbeat('run-1', 5, 0);
    await first.secrets.write('helse', { password: 'x' });
    await first.close();
    const second = await open();
    expect((await second.cache.listFailures(aQuery(), null, 10)).items).toHaveLength(1);
    expect(await second.journal.audit.verify()).toMatchObject({ entries: 1, checkpoints: 1, brokenAt: null });
    expect(await second.history.previousRun('run-2', 10)).toEqual({ from: 5, to: 5 });
    expect(await second.secrets.read('helse')).toEqual({ password: 'x' });
    expect(second.notices).toEqual([]);
  });

  it('says so when the last run was cut off', async () => {
    await (await open()).close();
    writeFileSync(join(folder, 'data', 'running'), '1');
    expect((await open()).notices.map(({ kind }) => kind)).toEqual(['unclean-stop']);
  });

  it('gives a clear error when the folder is a file', async () => {
    writeFileSync(join(folder, 'data'), '');
    await expect(open()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('refuses calls after it was closed', async () => {
    const store = await open();
    await store.close();
    await expect(store.cache.getFailure('x')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('reports what lies on the disk', async () => {
    const sizes = await (await open()).sizes();
    expect(Math.min(sizes.cacheBytes, sizes.journalBytes, sizes.historyBytes)).toBeGreaterThan(0);
  });

  it('checks every file of a sound folder', async () => {
    const store = await open();
    await store.cache.putFailures([aRecord()]);
    expect(await store.check()).toEqual({ checked: 5, damaged: [] });
  });
});

describe('backup', () => {
  async function backUp(): Promise<Store> {
    const store = await open();
    await store.journal.audit.append(anEntry({ reason: 'Asked by the ward' }));
    await store.journal.audit.checkpoint();
    await store.secrets.write('helse', { password: 'x' });
    await store.backup(join(folder, 'backup'));
    return store;
  }
  const restore = (dataDir: string) =>
    restoreBackup({
      backupDir: join(folder, 'backup'),
      dataDir: join(folder, dataDir),
      osKeyStore: null,
      keyFileDir: join(folder, 'config'),
    });

  it('is restored into a new folder that opens with all its entries', async () => {
    const store = await backUp();
    await store.journal.audit.append(anEntry());
    restore('restored');
    const restored = await open({ dataDir: join(folder, 'restored') });
    expect(await restored.journal.audit.verify()).toMatchObject({ entries: 1, checkpoints: 1, brokenAt: null });
    const { items } = await restored.journal.audit.list(
      { person: null, procedure: null, target: null, from: null, to: null },
      null,
      10,
    );
    expect(items[0]?.reason).toBe('Asked by the ward');
    expect(await restored.secrets.read('helse')).toEqual({ password: 'x' });
  });

  it('is as unreadable as the folder', async () => {
    await backUp();
    const names = readdirSync(join(folder, 'backup'));
    const content = names.map((name) => readFileSync(join(folder, 'backup', name), 'latin1')).join('\n');
    expect(names).toEqual(expect.arrayContaining(['backup.json', 'journal.db', 'keys.json', 'record-keys.db']));
    expect(content).not.toContain('Kari Vakt');
    expect(content).not.toContain('SQLite format 3');
  });

  it('is refused into a folder that is not empty', async () => {
    const store = await backUp();
    await expect(store.backup(join(folder, 'backup'))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(() => restore('data')).toThrow(/not empty/);
  });

  it('is refused when a byte of it has changed', async () => {
    await backUp();
    const path = join(folder, 'backup', 'journal.db');
    const bytes = readFileSync(path);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(() => restore('restored')).toThrow(/SHA-256/);
    expect(existsSync(join(folder, 'restored'))).toBe(false);
  });

  it('is refused where no key opens it', async () => {
    await backUp();
    rmSync(join(folder, 'config'), { recursive: true });
    mkdirSync(join(folder, 'config'));
    expect(() => restore('restored')).toThrow(/None of the keys/);
  });

  it('is refused when its list names a file outside', async () => {
    await backUp();
    const path = join(folder, 'backup', 'backup.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"history.db"', '"../history.db"'));
    expect(() => restore('restored')).toThrow(/no part of a backup/);
  });
});
