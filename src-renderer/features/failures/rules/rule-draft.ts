import { type CauseRule, causeRule } from '../../../../src-shared/domain/failure-cause/cause-rule.ts';

/** A rule as a form holds it: what is left empty does not narrow. */
export function newRule(ruleId: string): CauseRule {
  return { ruleId, name: '', kind: null, channel: null, target: null, text: null, per: 'rule' };
}

/** Null while something is missing: a name, or any part that narrows. */
export function completeRule(draft: CauseRule): CauseRule | null {
  const filled = { ...draft, target: filledIn(draft.target), text: filledIn(draft.text) };
  return causeRule.safeParse(filled).data ?? null;
}

function filledIn(written: string | null): string | null {
  return written === null || written.trim() === '' ? null : written;
}

/** The rules with this one in the place it had, else at the end. */
export function withRule(rules: readonly CauseRule[], rule: CauseRule): CauseRule[] {
  const isKnown = rules.some(({ ruleId }) => ruleId === rule.ruleId);
  return isKnown ? rules.map((each) => (each.ruleId === rule.ruleId ? rule : each)) : [...rules, rule];
}

/** The rules with that one tried one place earlier. */
export function moveEarlier(rules: readonly CauseRule[], ruleId: string): CauseRule[] {
  const at = rules.findIndex((each) => each.ruleId === ruleId);
  const [moved, before] = [rules[at], rules[at - 1]];
  if (moved === undefined || before === undefined) return [...rules];
  return rules.toSpliced(at - 1, 2, moved, before);
}
