import { z } from 'zod';
import { done, nothing } from './common.ts';
import { administrators, command, event, everyRole, query } from './procedure.ts';

export const languages = ['nb', 'nn', 'en'] as const;

/** Per installation. `lockAfterMs` 1..60 min, `revealMs` 1..30 min, `cacheDays` 1..90. `auditCopyPath` null = no second copy. */
export const installationSettings = z.object({
  lockAfterMs: z.number().int().min(60_000).max(3_600_000),
  revealMs: z.number().int().min(60_000).max(1_800_000),
  cacheDays: z.number().int().min(1).max(90),
  journalCopyPath: z.string().max(1000).nullable(),
});

/** Per person. */
export const preferences = z.object({
  language: z.enum(languages),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['dense', 'comfortable']),
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
      }),
    }),
    update: command({ access: administrators, input: installationSettings, output: done }),
    preferences: query({ access: 'anyone', input: nothing, output: preferences }),
    updatePreferences: command({ access: 'signed-in', input: preferences, output: done }),
  },
  events: {
    changed: event({ payload: nothing, stale: ['settings.get', 'settings.preferences', 'accounts.session'] }),
  },
};
