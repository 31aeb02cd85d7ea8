import { z } from 'zod';
import { type ClassRule, classRules, messageClass, messageClassOf, standardClassRules } from './message-class.ts';
import type { Hazard } from './replay.ts';

/**
 * What the site lets one person send again alone. `classRules`: one for each class of message. `approvalOver`: from more than so many messages in
 * PRODUCTION within an hour on, a second person has to agree.
 */
export const replayPolicy = z.object({
  classRules: z.record(messageClass, z.enum(classRules)),
  approvalOver: z.number().int().min(1).max(20_000),
});
export type ReplayPolicy = z.infer<typeof replayPolicy>;

export const standardPolicy: ReplayPolicy = { classRules: { ...standardClassRules }, approvalOver: 500 };

/** The strictest rule of those for all that a message is said to be: as it came, and as it would be sent. */
export function ruleOf(policy: ReplayPolicy, types: readonly (string | null)[]): ClassRule {
  const said = types.filter((type) => type !== null);
  const rules = (said.length === 0 ? [null] : said).map((type) => policy.classRules[messageClassOf(type)]);
  return classRules.findLast((rule) => rules.includes(rule)) ?? 'block';
}

/** Blocking hazards that a second person can let through, one message at a time. The others are facts that no consent changes. */
const forTwo: ReadonlySet<string> = new Set([
  'class-rule',
  'newer-state',
  'merged-since',
  'newer-result',
  'address-protected',
]);

export function canBeLetThrough({ kind }: Pick<Hazard, 'kind'>): boolean {
  return forTwo.has(kind);
}

/** The word by which a second person lets a blocking hazard through: a stricter rule made since is not among what was agreed to. */
export function approvalWordOf({ kind, params }: Pick<Hazard, 'kind' | 'params'>): string {
  const context = params.context;
  return context === undefined ? kind : `${kind}:${context}`;
}

/** What the approval of a run lets through: messages of a class that takes two, never those that are blocked. */
export const runApprovalWords: readonly string[] = ['class-rule:second-person'];
