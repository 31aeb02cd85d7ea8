import { z } from 'zod';
import { done, nothing, reason, requestId } from './common.ts';
import { administrators, command, event, everyRole, query } from './procedure.ts';

export const languages = ['nb', 'nn', 'en'] as const;

/**
 * Per installation. `lockAfterMs` 1..60 min, `revealMs` 1..30 min, `cacheDays` 1..90. `recordDays` 30..3650: how long reasons, edits and
 * sent bytes in the journal can be read; their keys are deleted then. `journalCopyPath` null = no second copy.
 */
export const installationSettings = z.object({
  lockAfterMs: z.number().int().min(60_000).max(3_600_000),
  revealMs: z.number().int().min(60_000).max(1_800_000),
  cacheDays: z.number().int().min(1).max(90),
  recordDays: z.number().int().min(30).max(3650),
  journalCopyPath: z.string().max(1000).nullable(),
});

/** What the person types, in the words of any language, stands for this. */
export const wipeConfirmation = 'WIPE';

/** A way to open the data folder. The passphrase is kept nowhere. */
export const newKeySlot = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('os') }),
  z.object({ kind: z.literal('key-file') }),
  z.object({ kind: z.literal('passphrase'), passphrase: z.string().min(12).max(200) }),
]);

/** Per person. `timeZone`: whose clock moments are shown by; what is typed is by the machine's. */
export const preferences = z.object({
  language: z.enum(languages),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['dense', 'comfortable']),
  timeZone: z.enum(['local', 'utc']).default('local'),
});

/** The second copy of the journal; null when none is set. `lastCopiedAt` null = not yet; `errorKey` null = the last attempt succeeded. */
const journalCopy = z
  .object({ path: z.string(), lastCopiedAt: z.number().int().nullable(), errorKey: z.string().nullable() })
  .nullable();

/** What befell the data folder since the start, oldest first; its sentence is `store.notice.<kind>` with `path`, null = nothing was set aside. */
const storeNotice = z.object({
  kind: z.enum(['cache-set-aside', 'history-set-aside', 'unclean-stop']),
  at: z.number().int(),
  path: z.string().nullable(),
});

export const settings = {
  procedures: {
    get: query({
      access: everyRole,
      input: nothing,
      output: z.object({
        installation: installationSettings,
        keySlots: z.array(
          z.object({
            kind: z.enum(['os', 'key-file', 'passphrase']),
            createdAt: z.number().int(),
            protectsKey: z.string(),
          }),
        ),
        version: z.string(),
        dataDir: z.string(),
        sizes: z.object({ cacheBytes: z.number(), journalBytes: z.number(), historyBytes: z.number() }),
        journalCopy,
        notices: z.array(storeNotice),
      }),
    }),
    /** BAD_INPUT (`store.copy.*`) for a new `journalCopyPath` that cannot take the copy. */
    update: command({ access: administrators, input: installationSettings, output: done }),
    /** Adds or renews one. STORE_UNAVAILABLE when this machine has no key store worth the name. */
    addKeySlot: command({ access: administrators, input: z.object({ slot: newKeySlot }), output: done }),
    /**
     * Deletes cache and history, and the keys of all reasons, edits and sent bytes in the journal but of this wipe's own. The rest of the
     * journal stays. The answer proves what went. CONFLICT while a replay is being sent or confirmed.
     */
    wipe: command({
      access: administrators,
      input: z.object({ requestId, reason, confirmation: z.literal(wipeConfirmation) }),
      output: z.object({
        at: z.number().int(),
        files: z.number().int(),
        bytes: z.number().int(),
        recordKeys: z.number().int(),
      }),
    }),
    preferences: query({ access: 'anyone', input: nothing, output: preferences }),
    updatePreferences: command({ access: 'signed-in', input: preferences, output: done }),
  },
  events: {
    changed: event({ payload: nothing, stale: ['settings.get', 'settings.preferences', 'accounts.session'] }),
    wiped: event({
      payload: nothing,
      stale: [
        'settings.get',
        'monitor.overview',
        'monitor.series',
        'failures.list',
        'failures.count',
        'failures.get',
        'failures.facets',
        'message.get',
        'replay.list',
        'replay.get',
        'replay.ofMessage',
        'audit.list',
      ],
    }),
  },
};
