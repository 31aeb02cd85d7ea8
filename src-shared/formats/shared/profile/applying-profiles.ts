import type { ProfileRule, RuleProfile } from '../../../domain/rule-profile.ts';
import type { FormatId, Problem } from '../../format.ts';
import type { FindingDraft } from '../finding-list.ts';
import type { ProblemRule } from '../problem.ts';

/** Those for this format and type. @param type `ORU^R01`, `SVAR_LAB 1.4`, null when the message does not say: then only profiles for all types */
export function applyingProfiles(
  profiles: readonly RuleProfile[],
  { format, type }: { format: FormatId; type: string | null },
): RuleProfile[] {
  const isOfType = ({ messageTypes }: RuleProfile) =>
    messageTypes.length === 0 ||
    (type !== null && messageTypes.some((each) => each === type || each === type.split(/[\^ ]/)[0]));
  return profiles.filter((profile) => profile.format === format && isOfType(profile));
}

/** Rules of the standard that the profiles switch off. */
export function switchedOff(profiles: readonly RuleProfile[]): ReadonlySet<string> {
  return new Set(profiles.flatMap(({ off }) => off));
}

/** What is said of a broken rule, without its place. The path of a rule is the site's text, no content. */
export function sayBroken(
  profile: RuleProfile,
  rule: ProfileRule,
  sentence: ProblemRule,
): Omit<FindingDraft, 'span' | 'path'> & { severity: Problem['severity'] } {
  const limit = rule.kind === 'maxLength' ? { limit: rule.maxLength } : {};
  return {
    rule: sentence,
    reference: null,
    severity: sentence === 'profile.not-judged' ? 'info' : rule.severity,
    params: sentence === 'profile.max-length' ? { place: rule.path, ...limit } : { place: rule.path },
    profile: { name: profile.name, rule: rule.id, message: rule.message ?? null },
  };
}
