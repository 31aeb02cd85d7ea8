import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/fakes/test-app.ts';
import { createSettingsService } from './settings-service.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.remove());

const changed = { lockAfterMs: 120_000, revealMs: 60_000, cacheDays: 14, journalCopyPath: '/mnt/copy' };
/** Settings as a restarted core reads them. */
async function reread() {
  const { store } = test.temporary;
  return (await createSettingsService({ store, emit: () => undefined, version: '1', dataDir: '' })).current();
}

describe('settings', () => {
  it('have defaults, and say what protects the keys and how large the files are', async () => {
    const settings = await test.must('settings.get', {});
    expect(settings).toMatchObject({
      installation: { lockAfterMs: 600_000, revealMs: 300_000, cacheDays: 7, journalCopyPath: null },
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

describe('preferences', () => {
  it('belong to a person; nobody gets the defaults, in Norwegian', async () => {
    const operator = await test.personWith(['operator']);
    const english = { language: 'en', theme: 'dark', density: 'comfortable' } as const;
    await test.must('settings.updatePreferences', english, operator);
    expect(await test.must('settings.preferences', {}, operator)).toEqual(english);
    expect(await test.must('settings.preferences', {})).toMatchObject({ language: 'nb' });
    expect(await test.must('settings.preferences', {}, null)).toMatchObject({ language: 'nb', theme: 'system' });
  });
});
