import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../../test/fakes/manual-clock.ts';
import { aReplayRecord } from '../../test/fakes/store-records.ts';
import { openTemporaryStore, silentLogger, type TemporaryStore } from '../../test/fakes/temporary-store.ts';
import { restoreBackup } from './files/restore-backup.ts';
import { createJournalCopy } from './journal-copy.ts';
import { openStore } from './open-store.ts';
import type { JournalCopyState } from './store.ts';

let clock: ManualClock;
let temporary: TemporaryStore;
let place = '';

beforeEach(async () => {
  clock = createManualClock();
  temporary = await openTemporaryStore(clock);
  place = mkdtempSync(join(tmpdir(), 'vaktbord-copy-'));
});
afterEach(async () => {
  await temporary.remove();
  chmodSync(place, 0o700);
  rmSync(place, { recursive: true, force: true });
});

const newest = () => join(place, 'journal-copy');
const copyOf = () => temporary.store.journalCopy;

/** Lets the time of the next copy come, and resolves with what is known after it. */
function nextCopy(afterMs = 1000): Promise<JournalCopyState | null> {
  return new Promise((resolve) => {
    const end = copyOf().onChange(() => {
      end();
      resolve(copyOf().state());
    });
    clock.advance(afterMs);
  });
}

async function restored() {
  const dataDir = join(place, 'restored');
  const keyFileDir = temporary.keyFileDir;
  restoreBackup({ backupDir: newest(), dataDir, osKeyStore: null, keyFileDir });
  return openStore({ dataDir, clock, logger: silentLogger, osKeyStore: null, keyFileDir });
}

describe('the second copy of the journal', () => {
  it('is none until a place is set', () => {
    expect(copyOf().state()).toBeNull();
  });

  it('can be restored, but for what record keys protect', async () => {
    await temporary.store.journal.replays.claim(aReplayRecord());
    await temporary.store.journal.audit.checkpoint();
    copyOf().set(place);
    expect(copyOf().state()).toEqual({ path: place, lastCopiedAt: null, errorKey: null });
    expect(await nextCopy()).toEqual({ path: place, lastCopiedAt: clock.now(), errorKey: null });
    expect(readdirSync(newest()).sort()).toEqual(['backup.json', 'journal.db', 'keys.json']);
    const other = await restored();
    expect(await other.journal.replays.get('replay-1')).toMatchObject({ replayId: 'replay-1', reason: null });
    expect(await other.journal.audit.verify()).toMatchObject({ brokenAt: null });
    await other.close();
  });

  it('follows a change, at most every 30 s, and is complete after close', async () => {
    copyOf().set(place);
    await nextCopy();
    await temporary.store.journal.settings.put('installation', 'a', '"1"');
    let hasCopied = false;
    const end = copyOf().onChange(() => {
      hasCopied = true;
    });
    clock.advance(28_000);
    expect(hasCopied).toBe(false);
    end();
    expect(await nextCopy(2000)).toMatchObject({ lastCopiedAt: clock.now() });
    await temporary.store.journal.settings.put('installation', 'a', '"2"');
    await temporary.store.close();
    const other = await restored();
    expect(await other.journal.settings.get('installation', 'a')).toBe('"2"');
    await other.close();
  });

  it('says what is wrong when the place is gone, keeps the copy before, and goes on when it is back', async () => {
    copyOf().set(place);
    const first = await nextCopy();
    rmSync(place, { recursive: true });
    await temporary.store.journal.settings.put('installation', 'a', '"1"');
    expect(await nextCopy(30_000)).toEqual({ ...first, errorKey: 'store.unreadable' });
    expect(existsSync(place)).toBe(false);
    mkdirSync(place);
    expect(await nextCopy(30_000)).toEqual({ path: place, lastCopiedAt: clock.now(), errorKey: null });
  });

  it('leaves the copy before whole when a new one cannot be written', async () => {
    copyOf().set(place);
    await nextCopy();
    writeFileSync(join(place, 'journal-copy.tmp'), 'in the way');
    rmSync(join(place, 'journal-copy.tmp'));
    symlinkSync('/dev/full/nowhere', join(place, 'journal-copy.tmp'));
    await temporary.store.journal.settings.put('installation', 'a', '"1"');
    await nextCopy(30_000);
    const other = await restored();
    await other.close();
  });

  it('proves a place before it is used', () => {
    const refusal = (messageKey: string) => expect.objectContaining({ code: 'BAD_INPUT', messageKey });
    const { dataDir } = temporary;
    expect(() => copyOf().prove('copies')).toThrow(refusal('store.copy.notAbsolute'));
    expect(() => copyOf().prove(dataDir)).toThrow(refusal('store.copy.insideDataFolder'));
    expect(() => copyOf().prove(join(dataDir, 'x', 'y'))).toThrow(refusal('store.copy.insideDataFolder'));
    symlinkSync(dataDir, join(place, 'link'));
    expect(() => copyOf().prove(join(place, 'link', 'x'))).toThrow(refusal('store.copy.insideDataFolder'));
    expect(() => copyOf().prove(join(place, 'absent'))).toThrow(refusal('store.copy.notWritable'));
    writeFileSync(join(place, 'file'), '');
    expect(() => copyOf().prove(join(place, 'file'))).toThrow(refusal('store.copy.notWritable'));
    expect(() => copyOf().prove('/proc')).toThrow(refusal('store.copy.notWritable'));
    expect(() => copyOf().prove(place)).not.toThrow();
    expect(readdirSync(place).sort()).toEqual(['file', 'link']);
  });

  it('keeps nobody from closing when its disk hangs', async () => {
    const copy = createJournalCopy({ clock, logger: silentLogger, write: () => new Promise(() => undefined) });
    copy.set(place);
    const closed = copy.close();
    await Promise.resolve();
    clock.advance(10_000);
    await closed;
  });
});
