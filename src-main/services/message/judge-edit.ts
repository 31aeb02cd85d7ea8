import type { EditProblem } from '../../../src-shared/contract/message-edit.ts';
import type { RuleProfile } from '../../../src-shared/domain/rule-profile.ts';
import type { Finding, Problem } from '../../../src-shared/formats/format.ts';
import { validateMessage } from '../../../src-shared/formats/index.ts';
import { hl7Dictionaries } from '../../platform/hl7-dictionaries.ts';
import { plainSpan } from './body-view.ts';
import type { OpenBody } from './open-body.ts';

/** What an edit is held against: the profiles of the channel and the time, ms UTC. */
export type Site = { profiles: readonly RuleProfile[]; now: number };

/** `problems` after the edit; `introducedErrors` counts those of severity *error* that it made. */
export type Judgement = { problems: EditProblem[]; introducedErrors: number; isJudged: boolean };

/** Above this a person is asked to take the responsibility: the validation of a larger body takes seconds. */
const maxJudgedBytes = 8 * 1024 * 1024;

/**
 * What the edit makes wrong: every finding and every problem of the form that there are more of after it than before, by rule, place and severity.
 * `isJudged` false where the body is too large, or has more errors than are listed: then one could hide behind them.
 */
export function judgeEdit({ before, after }: Edited, site: Site): Judgement {
  const is = findAll(after, site);
  const was = before === after ? is : findAll(before, site);
  const isNew = createComparison(was.found);
  const spanOf = plainSpan(after);
  const problems = is.found.map(({ span, ...each }) => ({ ...each, textSpan: spanOf(span), isNew: isNew(each) }));
  const introducedErrors = problems.filter((each) => each.isNew && isError(each)).length;
  return { problems, introducedErrors, isJudged: before === after || (is.isWhole && was.isWhole) };
}

/** The same figures without the problems; a message without errors need not be looked at as it was. */
export function countErrors({ before, after }: Edited, site: Site): Omit<Judgement, 'problems'> {
  if (before === after) return { introducedErrors: 0, isJudged: true };
  const is = findAll(after, site);
  const errors = is.found.filter(isError);
  if (errors.length === 0) return { introducedErrors: 0, isJudged: is.isWhole };
  const was = findAll(before, site);
  return { introducedErrors: errors.filter(createComparison(was.found)).length, isJudged: is.isWhole && was.isWhole };
}

type Edited = { before: OpenBody; after: OpenBody };
type Found = Problem & Pick<Finding, 'path' | 'reference' | 'profile' | 'fix'>;

/** Each of the known ones makes one of its kind no news. */
function createComparison(known: readonly Found[]): (found: Omit<Found, 'span'>) => boolean {
  const counts = new Map<string, number>();
  for (const each of known) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return (found) => {
    const left = counts.get(keyOf(found)) ?? 0;
    counts.set(keyOf(found), left - 1);
    return left <= 0;
  };
}

/** `isWhole` false where errors may be missing: of findings the errors are kept before anything else. */
function findAll(open: OpenBody, { profiles, now }: Site): { found: Found[]; isWhole: boolean } {
  const form = open.parsed.problems.map((problem) => ({
    ...problem,
    path: null,
    reference: null,
    profile: null,
    fix: null,
  }));
  if (open.bytes.length > maxJudgedBytes) return { found: form, isWhole: false };
  const options = { statedEncoding: open.encoding, dictionaries: hl7Dictionaries, profiles, now };
  const findings = validateMessage(open.bytes, options);
  const found = [...form, ...findings].toSorted((a, b) => a.span[0] - b.span[0]);
  return {
    found,
    isWhole: !form.some(isCut) && (!findings.some(isCut) || findings.some((each) => !isError(each) && !isCut(each))),
  };
}

function isCut({ rule }: Pick<Problem, 'rule'>): boolean {
  return rule === 'problems.more';
}

function isError({ severity }: Pick<Problem, 'severity'>): boolean {
  return severity === 'error';
}

function keyOf({ rule, path, severity, profile }: Omit<Found, 'span'>): string {
  // In HL7 v2 the first component is the field itself; which of the two is named may change with the version.
  const place = path?.replace(/(-\d+)\[1\](?:\.1)+$/, '$1');
  return JSON.stringify([rule, place, severity, profile?.name, profile?.rule]);
}
