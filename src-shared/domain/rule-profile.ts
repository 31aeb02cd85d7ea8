import { z } from 'zod';

const severity = z.enum(['error', 'warning', 'info']);
const path = z.string().min(1).max(200);

/**
 * When a rule applies: the value at `path` is, is not, or is one of these; all conditions must hold. An empty text means a missing value.
 * In a segment that repeats, a condition on the same segment is about the same occurrence.
 */
const condition = z.union([
  z.strictObject({ path, equals: z.string() }),
  z.strictObject({ path, notEquals: z.string() }),
  z.strictObject({ path, oneOf: z.array(z.string()).min(1) }),
]);

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/),
  path,
  severity: severity.default('error'),
  when: z.array(condition).default([]),
  /** Said to the person instead of the standard sentence; plain text. */
  message: z.string().max(300).optional(),
};

/**
 * One rule of a site. `required`: has a value; `forbidden`: has none; `pattern`: the whole value matches; `numeric`; `date`;
 * `oneOf`: one of the codes; `maxLength` in characters. All but `required` hold where the value is missing.
 */
export const profileRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('required'), ...common }),
  z.strictObject({ kind: z.literal('forbidden'), ...common }),
  z.strictObject({ kind: z.literal('numeric'), ...common }),
  z.strictObject({ kind: z.literal('date'), ...common }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().max(300), ...common }),
  z.strictObject({ kind: z.literal('oneOf'), values: z.array(z.string()).min(1).max(1000), ...common }),
  z.strictObject({ kind: z.literal('maxLength'), maxLength: z.number().int().min(1), ...common }),
]);
export type ProfileRule = z.infer<typeof profileRule>;

/**
 * Rules that a site adds to those of the standard, as a JSON file that can be shared. `format`: which messages it is for;
 * `messageTypes`: of these types only (`ORU^R01`, `ORU`), empty = all. `off`: rule ids of the standard that are not to be reported.
 */
export const ruleProfile = z.strictObject({
  name: z.string().min(1).max(80),
  description: z.string().max(500).default(''),
  format: z.enum(['hl7v2', 'fhir-json', 'kith-xml', 'xml']),
  messageTypes: z.array(z.string()).default([]),
  rules: z.array(profileRule).max(500).default([]),
  off: z.array(z.string()).default([]),
});
export type RuleProfile = z.infer<typeof ruleProfile>;
