import type { IdentifierFinding } from './find-identifier-faults.ts';
import { problemRules } from './problem.ts';
import { suggestDigits } from './suggest-value.ts';

/** The number without what people group its digits by, where it then has no fault; null else. @param judge the findings about a number */
export function regroupDigits(
  text: string,
  judge: (digits: string) => readonly Pick<IdentifierFinding, 'rule'>[],
): string | null {
  const digits = suggestDigits(text);
  if (digits === null) return null;
  return judge(digits).every(({ rule }) => problemRules[rule][0] !== 'error') ? digits : null;
}
