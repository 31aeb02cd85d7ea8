import type { z } from 'zod';
import { installationSettings, preferences } from '../../../src-shared/contract/settings.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';

export type InstallationSettings = z.infer<typeof installationSettings>;
export type Preferences = z.infer<typeof preferences>;

export type SettingsDeps = {
  store: Pick<Store, 'keySlots' | 'addKeySlot' | 'sizes' | 'wipe' | 'notices' | 'journalCopy'> & {
    journal: Pick<Store['journal'], 'settings' | 'audit'>;
  };
  clock: Clock;
  emit: Emit;
  /** Replays being sent or confirmed now. */
  busyReplays: () => number;
  version: string;
  dataDir: string;
};

const defaultInstallation: InstallationSettings = {
  lockAfterMs: 600_000,
  revealMs: 300_000,
  cacheDays: 7,
  // Five years: how long it must be possible to say who saw what, and why.
  recordDays: 1825,
  journalCopyPath: null,
};
const defaultPreferences: Preferences = { language: 'nb', theme: 'system', density: 'dense', timeZone: 'local' };

/** Settings of the installation, held in memory, and preferences per person. What cannot be read counts as not set. */
export async function createSettingsService(deps: SettingsDeps) {
  const stored = deps.store.journal.settings;
  let installation = readStored(
    await stored.get('installation', 'settings'),
    installationSettings,
    defaultInstallation,
  );

  const { journalCopy } = deps.store;
  journalCopy.set(installation.journalCopyPath);
  journalCopy.onChange(() => deps.emit('settings.changed', {}));

  const handlers: HandlersOf<'settings'> = {
    get: async () => ({
      installation,
      keySlots: deps.store.keySlots(),
      version: deps.version,
      dataDir: deps.dataDir,
      sizes: await deps.store.sizes(),
      journalCopy: journalCopy.state(),
      notices: [...deps.store.notices],
    }),
    update: async (input, context) => {
      const { journalCopyPath } = input;
      // Only a new one: a drive that is away for a while must not keep other settings from being changed.
      if (journalCopyPath !== null && journalCopyPath !== installation.journalCopyPath)
        journalCopy.prove(journalCopyPath);
      await stored.put('installation', 'settings', JSON.stringify(input));
      context.describe({ summary: describeChanges(installation, input) });
      installation = input;
      journalCopy.set(journalCopyPath);
      deps.emit('settings.changed', {});
      return { done: true };
    },
    addKeySlot: async ({ slot }, context) => {
      deps.store.addKeySlot(slot);
      context.describe({ summary: `key slot: ${slot.kind}` });
      deps.emit('settings.changed', {});
      return { done: true };
    },
    wipe: async (_input, context) => {
      const proof = await wipe(deps);
      const { files, bytes, recordKeys } = proof;
      context.describe({ summary: `files: ${files}; bytes: ${bytes}; record keys: ${recordKeys}` });
      deps.emit('settings.wiped', {});
      return proof;
    },
    preferences: async (_input, context) =>
      context.account === null
        ? defaultPreferences
        : readStored(await stored.get(context.account.accountId, 'preferences'), preferences, defaultPreferences),
    updatePreferences: async (input, context) => {
      await stored.put(context.account.accountId, 'preferences', JSON.stringify(input));
      deps.emit('settings.changed', {});
      return { done: true };
    },
  };
  return { handlers, current: () => installation };
}

/** The entry of this wipe is the newest of its kind; its reason is the one that stays readable. */
async function wipe({ store, clock, busyReplays }: SettingsDeps) {
  if (busyReplays() > 0) {
    throw new AppError('CONFLICT', 'A message is being sent. Wait until its outcome is known.', {
      messageKey: 'errors.replayUnderWay',
    });
  }
  const own = { person: null, procedure: 'settings.wipe', target: null, from: null, to: null };
  const { items } = await store.journal.audit.list(own, null, 1);
  const at = clock.now();
  return { at, ...(await store.wipe(items[0]?.at ?? at)) };
}

/** A newer or damaged value falls back field by field, so that one bad field does not undo the others. */
function readStored<T extends object>(text: string | null, schema: z.ZodObject, otherwise: T): T {
  const stored = parseObject(text);
  const kept = Object.entries(schema.shape).filter(([name, field]) => field.safeParse(stored[name]).success);
  return { ...otherwise, ...Object.fromEntries(kept.map(([name]) => [name, stored[name]])) };
}

function parseObject(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Written by us as JSON: only damage gets here, and defaults are safe.
    return {};
  }
}

function describeChanges(before: InstallationSettings, after: InstallationSettings): string {
  const changed = Object.entries(after).filter(([name, value]) => before[name as keyof InstallationSettings] !== value);
  return changed.map(([name, value]) => `${name}: ${value}`).join('; ');
}
