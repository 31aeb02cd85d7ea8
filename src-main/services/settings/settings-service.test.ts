import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administratorSecret, aRequestId, openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';
import { createSettingsService } from './settings-service.ts';

let test: TestApp;
let place = '';
beforeEach(async () => {
  test = await openTestApp();
  place = mkdtempSync(join(tmpdir(), 'vaktbord-copy-'));
});
afterEach(async () => {
  await test.remove();
  rmSync(place, { recursive: true, force: true });
});

const changed = {
  lockAfterMs: 120_000,
  revealMs: 60_000,
  cacheDays: 14,
  recordDays: 90,
  journalCopyPath: null as string | null,
};
/** Settings as a restarted core reads them. */
async function reread() {
  const { store } = test.temporary;
  const deps = { store, clock: test.clock, emit: () => undefined, busyReplays: () => 0, version: '1', dataDir: '' };
  return (await createSettingsService(deps)).current();
}

describe('settings', () => {
  it('name the second copy of the journal, tell when it was made and keep it over a restart', async () => {
    expect((await test.must('settings.get', {})).journalCopy).toBeNull();
    await test.must('settings.update', { ...changed, journalCopyPath: place });
    const journalCopy = { path: place, lastCopiedAt: null, errorKey: null };
    expect(await test.must('settings.get', {})).toMatchObject({ journalCopy });
    const told = test.nextEvent('settings.changed');
    test.clock.advance(1000);
    await told;
    expect((await test.must('settings.get', {})).journalCopy).toEqual({
      ...journalCopy,
      lastCopiedAt: test.clock.now(),
    });
    expect(await reread()).toMatchObject({ journalCopyPath: place });
  });

  it('refuse a place for the copy inside the data folder or that cannot be written to, and change nothing', async () => {
    for (const [path, what] of [
      [test.temporary.dataDir, 'insideDataFolder'],
      [join(place, 'absent'), 'notWritable'],
    ] as const) {
      const reply = await test.call('settings.update', { ...changed, journalCopyPath: path });
      expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_INPUT', messageKey: `store.copy.${what}` } });
    }
    expect((await test.must('settings.get', {})).installation.lockAfterMs).toBe(600_000);
  });

  it('tell what befell the data folder', async () => {
    expect((await test.must('settings.get', {})).notices).toEqual([]);
    const notice = { kind: 'cache-set-aside', at: 7, path: 'cache.damaged-7' } as const;
    const service = await createSettingsService({
      store: { ...test.temporary.store, notices: [notice] },
      clock: test.clock,
      emit: () => undefined,
      busyReplays: () => 0,
      version: '1',
      dataDir: '',
    });
    const context = {} as Parameters<typeof service.handlers.get>[1];
    expect((await service.handlers.get({}, context)).notices).toEqual([notice]);
  });

  it('have defaults, and say what protects the keys and how large the files are', async () => {
    const settings = await test.must('settings.get', {});
    expect(settings).toMatchObject({
      installation: { lockAfterMs: 600_000, revealMs: 300_000, cacheDays: 7, recordDays: 1825, journalCopyPath: null },
      version: '1.2.3',
      keySlots: [{ kind: 'key-file' }],
    });
    expect(settings.sizes.journalBytes).toBeGreaterThan(0);
  });

  it('are kept over a restart, apply at once and say in the audit log what changed', async () => {
    await test.must('settings.update', changed);
    expect(await reread()).toEqual(changed);
    expect((await test.must('accounts.session', {})).lockAfterMs).toBe(120_000);
    const page = {
      cursor: null,
      limit: 1,
      person: null,
      procedure: 'settings.update',
      target: null,
      from: null,
      to: null,
    };
    const { items } = await test.must('audit.list', page);
    expect(items[0]?.summary).toContain('lockAfterMs: 120000');
  });

  it.each([
    ['cut off', '{"lockAfterMs": 120'],
    ['of another kind', '[]'],
    ['out of range in every field', '{"lockAfterMs": 1, "revealMs": "x", "cacheDays": 9999, "journalCopyPath": 7}'],
  ])('fall back to defaults when what is stored is %s', async (_name, text) => {
    await test.temporary.store.journal.settings.put('installation', 'settings', text);
    expect(await reread()).toEqual((await test.must('settings.get', {})).installation);
  });

  it('keep the good fields beside a bad one', async () => {
    await test.temporary.store.journal.settings.put('installation', 'settings', '{"lockAfterMs": 1, "cacheDays": 30}');
    expect(await reread()).toMatchObject({ lockAfterMs: 600_000, cacheDays: 30 });
  });

  it('are changed by administrators only', async () => {
    const operator = await test.personWith(['operator']);
    expect(await test.call('settings.update', changed, operator)).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
  });
});

describe('key slots', () => {
  it('can be added, open the folder by themselves, and say so in settings', async () => {
    const passphrase = 'riktig hest batteri stift';
    await test.must('settings.addKeySlot', { slot: { kind: 'passphrase', passphrase } });
    const { keySlots } = await test.must('settings.get', {});
    expect(keySlots.map(({ kind }) => kind)).toEqual(['key-file', 'passphrase']);
    expect(JSON.stringify(test.events) + test.logLines.join('')).not.toContain(passphrase);
  });

  it('are none for a short passphrase, for an operating system that keeps no keys, and for others than administrators', async () => {
    const short = await test.call('settings.addKeySlot', { slot: { kind: 'passphrase', passphrase: 'kort' } });
    const none = await test.call('settings.addKeySlot', { slot: { kind: 'os' } });
    const operator = await test.personWith(['operator']);
    const refused = await test.call('settings.addKeySlot', { slot: { kind: 'key-file' } }, operator);
    const codes = [short, none, refused].map((reply) => (reply.ok ? null : reply.error.code));
    expect(codes).toEqual(['BAD_INPUT', 'STORE_UNAVAILABLE', 'FORBIDDEN']);
    expect((await test.must('settings.get', {})).keySlots).toHaveLength(1);
  });
});

describe('wipe', () => {
  const aWipe = () => ({ requestId: aRequestId(), reason: 'The machine is given away', confirmation: 'WIPE' as const });
  const auditQuery = { cursor: null, limit: 50, person: null, procedure: null, target: null, from: null, to: null };

  it('proves what went, keeps only its own reason readable, and leaves the chain whole', async () => {
    const channel = { connectionId: 'gone', channelId: 'adt', connectorId: null, action: 'pause' } as const;
    await test.call('monitor.brake', { requestId: aRequestId(), ...channel, reason: 'Asked by the ward' });
    test.clock.advance(1000);
    const proof = await test.must('settings.wipe', aWipe());
    expect(proof).toMatchObject({ at: test.clock.now(), recordKeys: 1 });
    expect(proof.files).toBeGreaterThan(0);
    const { items } = await test.must('audit.list', auditQuery);
    expect(items.filter(({ reason }) => reason !== null).map(({ procedure }) => procedure)).toEqual(['settings.wipe']);
    expect(items[0]?.summary).toBe(`files: ${proof.files}; bytes: ${proof.bytes}; record keys: 1`);
    expect((await test.must('audit.verify', {})).brokenAt).toBeNull();
  });

  it('keeps accounts, connections and settings', async () => {
    await test.saveConnection();
    await test.must('settings.wipe', aWipe());
    expect((await test.must('connections.list', {})).items).toHaveLength(1);
    const person = { name: 'Kari Vakt', secret: administratorSecret };
    expect((await test.must('accounts.signIn', person, null)).account.name).toBe('Kari Vakt');
  });

  it('is refused without its word and to others than administrators, and deletes nothing', async () => {
    const unconfirmed = { ...aWipe(), confirmation: 'yes' } as unknown as ReturnType<typeof aWipe>;
    const operator = await test.personWith(['operator', 'auditor']);
    const replies = [
      await test.call('settings.wipe', unconfirmed),
      await test.call('settings.wipe', aWipe(), operator),
    ];
    expect(replies.map((reply) => (reply.ok ? null : reply.error.code))).toEqual(['BAD_INPUT', 'FORBIDDEN']);
    expect(test.events.filter(({ name }) => name === 'settings.wiped')).toEqual([]);
  });

  it('waits until no message is being sent', async () => {
    let erased = 0;
    const { store } = test.temporary;
    const service = await createSettingsService({
      store: { ...store, wipe: async () => ({ files: ++erased, bytes: 0, recordKeys: 0 }) },
      clock: test.clock,
      emit: () => undefined,
      busyReplays: () => 1,
      version: '1',
      dataDir: '',
    });
    const context = { describe: () => undefined } as unknown as Parameters<typeof service.handlers.wipe>[1];
    await expect(service.handlers.wipe(aWipe(), context)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(erased).toBe(0);
  });
});

describe('preferences', () => {
  it('belong to a person; nobody gets the defaults, in Norwegian', async () => {
    const operator = await test.personWith(['operator']);
    const english = { language: 'en', theme: 'dark', density: 'comfortable', timeZone: 'utc' } as const;
    await test.must('settings.updatePreferences', english, operator);
    expect(await test.must('settings.preferences', {}, operator)).toEqual(english);
    expect(await test.must('settings.preferences', {})).toMatchObject({ language: 'nb' });
    expect(await test.must('settings.preferences', {}, null)).toMatchObject({ language: 'nb', theme: 'system' });
  });
});
