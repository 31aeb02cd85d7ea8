import { z } from 'zod';
import { findJsonFault } from './find-json-fault.ts';
import { findPatternFault } from './safe-pattern.ts';

const severity = z.enum(['error', 'warning', 'info']);

const hl7Path = /^[A-Z][A-Z0-9]{2}(?:\[(?:\d{1,6}|\*)\])?-\d{1,5}(?:\[(?:\d{1,5}|\*)\])?(?:\.\d{1,5}(?:\.\d{1,5})?)?$/;
const path = z.string().min(1).max(200);

/**
 * When a rule applies: the value at `path` is, is not, or is one of these; all conditions must hold. An empty text means a missing value.
 * A condition on the same segment, or below the same element, is about the same occurrence of it.
 */
const condition = z.union([
  z.strictObject({ path, equals: z.string() }),
  z.strictObject({ path, notEquals: z.string() }),
  z.strictObject({ path, oneOf: z.array(z.string()).min(1) }),
]);
export type ProfileCondition = z.infer<typeof condition>;

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/, 'rule-id' satisfies ProfileFaultReason),
  path,
  severity: severity.default('error'),
  when: z.array(condition).max(20).default([]),
  /** Said to the person instead of the standard sentence; plain text. */
  message: z.string().max(300).optional(),
};

/** What can be wrong at a place of a profile, in English; the console has a sentence of its own for each reason. */
const faultSentences = {
  'not-json': 'is no JSON',
  missing: 'is missing',
  'unknown-name': 'is no name of a profile or of this kind of rule',
  'not-taken': 'has a value that is not taken here',
  size: 'is too long, too short or too many',
  'rule-id': 'small letters, digits, points and hyphens only',
  'same-id': 'another rule has this id',
  'hl7-path': 'is no path to an HL7 v2 field',
  'pattern-syntax': 'is no regular expression',
  'pattern-unsupported': 'look-around and back references are not taken',
  'pattern-too-slow': 'could take too long: a repetition inside a repetition, or too many of them',
} as const;
export type ProfileFaultReason = keyof typeof faultSentences;
/** Every reason, for those who have a sentence for each. */
export const profileFaultReasons = Object.keys(faultSentences) as ProfileFaultReason[];

const patternFaults = {
  syntax: 'pattern-syntax',
  unsupported: 'pattern-unsupported',
  'too-many-ways': 'pattern-too-slow',
} as const satisfies Record<string, ProfileFaultReason>;

const pattern = z
  .string()
  .max(300)
  .superRefine((text, context) => {
    const fault = findPatternFault(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: patternFaults[fault] });
  });

/**
 * One rule of a site. `required`: has a value; `forbidden`: has none; `pattern`: the whole value matches; `numeric`; `date`;
 * `oneOf`: one of the codes; `maxLength` in characters. All but `required` hold where the value is missing.
 */
export const profileRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('required'), ...common }),
  z.strictObject({ kind: z.literal('forbidden'), ...common }),
  z.strictObject({ kind: z.literal('numeric'), ...common }),
  z.strictObject({ kind: z.literal('date'), ...common }),
  z.strictObject({ kind: z.literal('pattern'), pattern, ...common }),
  z.strictObject({ kind: z.literal('oneOf'), values: z.array(z.string()).min(1).max(1000), ...common }),
  z.strictObject({ kind: z.literal('maxLength'), maxLength: z.number().int().min(1), ...common }),
]);
export type ProfileRule = z.infer<typeof profileRule>;

/**
 * Rules that a site adds to those of the standard, as a JSON file that can be shared. `format`: which messages it is for;
 * `messageTypes`: of these types only (`ORU^R01`, `ORU`), empty = all. `off`: rule ids of the standard that are not to be reported.
 * Paths: of HL7 v2 `PV1-19`, `PID-3.1`, `OBX[2]-5[1]`, where what is not numbered means each; of others the path of the node, `[*]` or no number for each.
 */
export const ruleProfile = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    description: z.string().max(500).default(''),
    format: z.enum(['hl7v2', 'fhir-json', 'kith-xml', 'xml']),
    messageTypes: z.array(z.string()).max(100).default([]),
    rules: z.array(profileRule).max(500).default([]),
    off: z.array(z.string()).max(500).default([]),
  })
  .superRefine((profile, context) => {
    const seen = new Set<string>();
    for (const [index, rule] of profile.rules.entries()) {
      const tell = (message: ProfileFaultReason, ...at: (string | number)[]) =>
        context.addIssue({ code: 'custom', message, path: ['rules', index, ...at] });
      if (seen.has(rule.id)) tell('same-id', 'id');
      seen.add(rule.id);
      if (profile.format !== 'hl7v2') continue;
      if (!hl7Path.test(rule.path)) tell('hl7-path', 'path');
      for (const [nth, { path: conditionPath }] of rule.when.entries())
        if (!hl7Path.test(conditionPath)) tell('hl7-path', 'when', nth, 'path');
    }
  });
export type RuleProfile = z.infer<typeof ruleProfile>;

/** `place`: `rules[2].pattern`, or line and column where the text is no JSON; '' = the file as a whole. `message`: the reason in English. */
export type ProfileFault = { place: string; reason: ProfileFaultReason; message: string };

/** A profile from the text of its file, or what is wrong with it and where. */
export function readRuleProfile(
  text: string,
): { kind: 'profile'; profile: RuleProfile } | { kind: 'invalid'; faults: ProfileFault[] } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    const { line, column } = findJsonFault(text.replace(/^\ufeff/, ''));
    return { kind: 'invalid', faults: [faultAt(`${line}:${column}`, 'not-json')] };
  }
  const read = ruleProfile.safeParse(value);
  if (read.success) return { kind: 'profile', profile: read.data };
  const faults = read.error.issues.map((issue) => faultAt(joinPlace(pathOf(issue)), reasonOf(issue, value)));
  return { kind: 'invalid', faults: faults.slice(0, 20) };
}

function faultAt(place: string, reason: ProfileFaultReason): ProfileFault {
  return { place, reason, message: faultSentences[reason] };
}

type Issue = z.core.$ZodIssue;

function pathOf(issue: Issue): readonly PropertyKey[] {
  const [name] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return name === undefined ? issue.path : [...issue.path, name];
}

/** What is checked here says its reason as its message. */
function reasonOf({ code, message, path: at }: Issue, file: unknown): ProfileFaultReason {
  const own = profileFaultReasons.find((reason) => reason === message);
  if (own) return own;
  if (code === 'unrecognized_keys') return 'unknown-name';
  if (code === 'too_big' || code === 'too_small') return 'size';
  return valueAt(file, at) === undefined ? 'missing' : 'not-taken';
}

function valueAt(value: unknown, at: readonly PropertyKey[]): unknown {
  return at.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step], value);
}

function joinPlace(at: readonly PropertyKey[]): string {
  return at.reduce<string>((joined, step) => {
    if (typeof step === 'number') return `${joined}[${step}]`;
    return joined === '' ? String(step) : `${joined}.${String(step)}`;
  }, '');
}
