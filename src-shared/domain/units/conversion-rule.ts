import { z } from 'zod';
import { decidedBy } from './unit-decision.ts';
import type { JudgedUnit } from './unit-judgement.ts';

const text = z.string().max(200);
const at = z.number().int();

/** A number as the laboratory writes it and what it must become; compared digit by digit. */
export const conversionTest = z.object({
  before: z.string().trim().min(1).max(40),
  after: z.string().trim().min(1).max(40),
});
export type ConversionTest = z.infer<typeof conversionTest>;

/**
 * What a rule does, as proposed; a version is never changed. `sender`, `codeSystem` null = not stated in the message, and only such messages are meant.
 * `multiply` and `add` as whole numbers `n/d`: the number found times `multiply` plus `add` is the number asked for. `validFrom` up to, not with,
 * `validUntil`, ms UTC. `clinicalOwner`: who alone may approve. `derivation`: the steps of the judgement.
 */
export const conversionRule = z.object({
  ruleId: z.string().min(1).max(64),
  version: z.number().int().min(1),
  connectionId: z.string(),
  channelId: z.string(),
  sender: text.nullable(),
  codeSystem: text.nullable(),
  code: text,
  name: text.nullable(),
  unit: text,
  expected: text,
  expectedUcum: text,
  multiply: z.string().regex(/^-?\d+\/\d+$/),
  add: z.string().regex(/^-?\d+\/\d+$/),
  formula: z.string(),
  derivation: z.array(z.object({ id: z.string(), params: z.record(z.string(), z.string()), message: z.string() })),
  tests: z.array(conversionTest).min(1).max(50),
  validFrom: at,
  validUntil: at,
  clinicalOwner: decidedBy,
});
export type ConversionRule = z.infer<typeof conversionRule>;

const said = z.object({ at, person: decidedBy, reason: z.string().nullable() });

/** With what people said of it; null = nobody has. Reasons null = forgotten at the end of retention. */
export const keptRule = conversionRule.extend({
  proposed: said,
  approved: said.nullable(),
  refused: said.nullable(),
  withdrawn: said.nullable(),
});
export type KeptRule = z.infer<typeof keptRule>;

/** *approved*: but not valid yet. *superseded*: a later version was approved; withdrawing that one brings none back. */
export const ruleStates = ['proposed', 'refused', 'approved', 'active', 'superseded', 'withdrawn', 'expired'] as const;
export type RuleState = (typeof ruleStates)[number];

/** @param versions all of this rule */
export function ruleStateOf(rule: KeptRule, versions: readonly KeptRule[], now: number): RuleState {
  if (rule.withdrawn !== null) return 'withdrawn';
  if (rule.refused !== null) return 'refused';
  if (now >= rule.validUntil) return 'expired';
  const isReplaced = versions.some(
    ({ ruleId, version, approved }) => ruleId === rule.ruleId && version > rule.version && approved !== null,
  );
  if (isReplaced) return 'superseded';
  if (rule.approved === null) return 'proposed';
  return now < rule.validFrom ? 'approved' : 'active';
}

/** Why no rule can be made of it: a sentence under `rules.refused.`. */
export type RuleRefusal =
  | 'noCode'
  | 'noUnit'
  | 'nothingAsked'
  | 'fibrin'
  | 'activity'
  | 'doubtful'
  | 'shifted'
  | 'labelDoubtful'
  | 'inOrder'
  | 'notConvertible';

const labelDoubts = ['value_suspicious', 'range_and_unit_disagree'];
const factors = ['convertible', 'convertible_molar', 'affine'];

/** Null = a rule can be made. What the judgement does not convert can never become one. */
export function ruleRefusal(
  { unit, code, judgement }: { unit: string | null; code: string | null; judgement: string },
  judged: JudgedUnit,
): RuleRefusal | null {
  if (code === null) return 'noCode';
  if (unit === null) return 'noUnit';
  if (judged.expected === null || judged.expected.ucum === null || judged.expected.written === '')
    return 'nothingAsked';
  if (labelDoubts.includes(judgement)) return 'labelDoubtful';
  const gives = (...ids: string[]): boolean => judged.reasons.some(({ id }) => ids.includes(id));
  if (gives('fibrinUnits', 'fibrinUnitsOpen')) return 'fibrin';
  if (gives('doubtful', 'unverified') || judged.analyte?.review === 'doubtful') return 'doubtful';
  if (gives('convention', 'assayDependent', 'enzymeOrInternational', 'arbitrary')) return 'activity';
  if (judged.judgement === 'same' || judged.judgement === 'same_written_otherwise') return 'inOrder';
  if (judged.conversion === null || !factors.includes(judged.judgement)) return 'notConvertible';
  return judged.conversion.add.n !== 0n && !gives('hba1c') ? 'shifted' : null;
}
