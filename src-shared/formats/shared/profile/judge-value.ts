import type { ProfileCondition, ProfileRule } from '../../../domain/rule-profile.ts';
import { maxPatternValue } from '../../../domain/safe-pattern.ts';
import type { ProblemRule } from '../problem.ts';
import type { profileRules } from '../rules/profile-rules.ts';

type ProfileSentence = ProblemRule & keyof typeof profileRules;

const sentences: Record<ProfileRule['kind'], ProfileSentence> = {
  required: 'profile.required',
  forbidden: 'profile.forbidden',
  numeric: 'profile.numeric',
  date: 'profile.date',
  pattern: 'profile.pattern',
  oneOf: 'profile.one-of',
  maxLength: 'profile.max-length',
};

export function sentenceOf(rule: ProfileRule): ProfileSentence {
  return sentences[rule.kind];
}

/** The sentence for a value that is there and breaks the rule; null when it holds. */
export function judgeValue(rule: ProfileRule, text: string): ProfileSentence | null {
  if (rule.kind === 'pattern' && text.length > maxPatternValue) return 'profile.not-judged';
  return holds(rule, text) ? null : sentences[rule.kind];
}

function holds(rule: ProfileRule, text: string): boolean {
  switch (rule.kind) {
    case 'required':
      return true;
    case 'forbidden':
      return false;
    case 'numeric':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text);
    case 'date':
      return isDate(text);
    case 'pattern':
      return patternOf(rule.pattern).test(text);
    case 'oneOf':
      return rule.values.includes(text);
    case 'maxLength':
      return [...text].length <= rule.maxLength;
    default:
      return rule satisfies never;
  }
}

/** @param values all that stand at the path of the condition, none for a missing value */
export function conditionHolds(condition: ProfileCondition, values: readonly string[]): boolean {
  const found = values.length === 0 ? [''] : values;
  if ('equals' in condition) return found.includes(condition.equals);
  if ('notEquals' in condition) return !found.includes(condition.notEquals);
  return found.some((value) => condition.oneOf.includes(value));
}

/** A date of HL7 v2 (`20261126[1015…]`) or ISO 8601 (`2026-11-26[T10:15…]`), also only year and month. */
function isDate(text: string): boolean {
  const match =
    /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:T?([01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/.exec(
      text,
    );
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1;
}

const patterns = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const compiled = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`, 'su');
  // As many as a desk has profiles for; a run over many others begins anew.
  if (patterns.size > 1000) patterns.clear();
  patterns.set(pattern, compiled);
  return compiled;
}
