import { z } from 'zod';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const pair = z.tuple([decimal, decimal]).nullable();

/**
 * One row of `resources/units/analytes.json`. `unit`: UCUM, as in Norway; `conventional`: as in the United States. `molarMass` g/mol of what `formula`
 * names, null = not for conversion. `convention`: agreed, not derived. `entity`: what a mole or gram is of, as the tag of a unit.
 * `activity` IU: senders write U for it too. `needsKnowledge`: kind of molecule must be known. `plausible`, `usual` and `suspectAbove` (possible, but more often another unit) in `unit`. Rows in doubt are never
 * used to convert.
 */
export const analyteRow = z.object({
  id: z.string(),
  name: z.string(),
  norwegianName: z.string().nullable(),
  specimen: z.string(),
  relation: z.enum(['linear', 'affine', 'log', 'none']),
  conventional: z.string(),
  unit: z.string(),
  molarMass: decimal.nullable(),
  formula: z.string().nullable(),
  convention: z.object({ from: z.string(), to: z.string(), factor: decimal }).nullable(),
  charge: z.number().int().positive().nullable(),
  entity: z.string().nullable(),
  activity: z.literal('IU').nullable(),
  needsKnowledge: z.boolean(),
  plausible: pair,
  usual: pair,
  suspectAbove: decimal.nullable(),
  risk: z.enum(['low', 'medium', 'high', 'critical']),
  review: z.enum(['ok', 'corrected', 'doubtful']),
  source: z.string().min(1),
});
export type AnalyteRow = z.infer<typeof analyteRow>;

export const codeSystems = ['LOINC', 'NLK'] as const;
export type CodeSystem = (typeof codeSystems)[number];

/**
 * What a code asks for. `written`: how senders write `unit`. `basis`: the code fixes it (`definition`), or only its kind of quantity, or it is what laboratories
 * use or were seen to send. `analytes`: rows it may be about, the likely one first. `openUnits`: strings that this code leaves open.
 */
export const codeRow = z.object({
  system: z.enum(codeSystems),
  code: z.string(),
  unit: z.string(),
  written: z.string(),
  analytes: z.array(z.string()),
  basis: z.enum(['definition', 'property', 'practice', 'observed']),
  activity: z.literal('IU').nullable(),
  openUnits: z.array(z.string()),
  review: z.enum(['ok', 'doubtful', 'unverified']),
  source: z.string().min(1),
});
export type CodeRow = z.infer<typeof codeRow>;

/** `expected`: only where the code asks for one of these units. `codes`: only under these codes, and then it is told that the code decided. */
const spelling = z.object({
  text: z.string(),
  ucum: z.string(),
  expected: z.array(z.string()).optional(),
  codes: z.array(z.string()).optional(),
  source: z.string().min(1),
});

/**
 * `resources/units/words.json`. `strings`: whole units; `tokens`: what stands between slashes; `qualifiers`: words behind a unit that become its tag;
 * `denied`: tokens that UCUM reads as what no laboratory means; `unreadable`: whole strings without meaning but by a code.
 */
export const unitWords = z.object({
  strings: z.array(spelling),
  tokens: z.array(z.object({ text: z.string(), ucum: z.string(), source: z.string().min(1) })),
  qualifiers: z.array(z.object({ text: z.string(), tag: z.string() })),
  denied: z.array(z.object({ text: z.string(), means: z.string() })),
  unreadable: z.array(z.string()),
});
export type UnitWords = z.infer<typeof unitWords>;

export type UnitTables = { analytes: readonly AnalyteRow[]; codes: readonly CodeRow[]; words: UnitWords };
