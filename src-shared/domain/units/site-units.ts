import { z } from 'zod';
import type { JudgedUnit } from './unit-judgement.ts';

/** Which unit a receiver expects of a code; `system` null = whatever the sender names. */
export const expectedUnit = z.object({
  system: z.string().max(200).nullable(),
  code: z.string().min(1).max(80),
  unit: z.string().min(1).max(80),
});
export type ExpectedUnit = z.infer<typeof expectedUnit>;

/** A list of such, as brought in by a person. `connectionId`, `channelId` null = everywhere. */
export const expectedList = z.object({
  listId: z.string(),
  name: z.string(),
  connectionId: z.string().nullable(),
  channelId: z.string().nullable(),
  source: z.enum(['csv', 'concept-map']),
  units: z.array(expectedUnit),
  addedAt: z.number().int(),
  person: z.object({ accountId: z.string(), name: z.string() }),
});
export type ExpectedList = z.infer<typeof expectedList>;

/** `unit` as this sender writes it under this code means `means`; null = not stated. */
export type SiteSynonym = {
  sender: string | null;
  codeSystem: string | null;
  code: string | null;
  unit: string;
  means: string;
};
/** What a site adds to the tables. `version` tells one from another. */
export type SiteUnits = { version: string; synonyms: readonly SiteSynonym[]; expected: readonly ExpectedUnit[] };

export const noSiteUnits: SiteUnits = { version: '', synonyms: [], expected: [] };

type SynonymRefusal = 'nothingAsked' | 'noUnit' | 'otherScale' | 'fibrin' | 'isSame';

/** Why a unit cannot be accepted as another way of writing the one asked for; null = it can. A sentence under `units.refused.`. */
export function synonymRefusal({ judgement, expected, reasons }: JudgedUnit): SynonymRefusal | null {
  if (expected === null) return 'nothingAsked';
  if (judgement === 'missing_unit') return 'noUnit';
  if (judgement === 'unknown_unit') return expected.ucum === null ? 'nothingAsked' : null;
  if (judgement === 'same' || judgement === 'same_written_otherwise') return 'isSame';
  return reasons.some(({ id }) => id === 'fibrinUnits' || id === 'fibrinUnitsOpen') ? 'fibrin' : 'otherScale';
}
