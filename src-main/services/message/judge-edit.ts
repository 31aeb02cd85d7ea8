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
 * `isJudged` false where the body is too large, or has more findings than are listed: then an error could hide behind them.
 */
export function judgeEdit({ before, after }: { before: OpenBody; after: OpenBody }, site: Site): Judgement {
  const isSame = before === after;
  const isSmall = Math.max(before.bytes.length, after.bytes.length) <= maxJudgedBytes;
  const found = isSmall ? findAll(after, site) : formOf(after);
  const known = isSame ? found : isSmall ? findAll(before, site) : formOf(before);
  const isWhole = ![...found, ...known].some(({ rule }) => rule === 'problems.more');
  const counts = new Map<string, number>();
  for (const each of known) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  const spanOf = plainSpan(after);
  const problems = found.map(({ span, ...each }) => {
    const left = counts.get(keyOf(each)) ?? 0;
    counts.set(keyOf(each), left - 1);
    return { ...each, textSpan: spanOf(span), isNew: left <= 0 };
  });
  const introducedErrors = problems.filter(({ isNew, severity }) => isNew && severity === 'error').length;
  return { problems, introducedErrors, isJudged: isSame || (isSmall && isWhole) };
}

type Found = Problem & Pick<Finding, 'path' | 'reference' | 'profile'>;

function findAll(open: OpenBody, { profiles, now }: Site): Found[] {
  const options = { statedEncoding: open.encoding, dictionaries: hl7Dictionaries, profiles, now };
  const findings = validateMessage(open.bytes, options).map(({ fix: _fix, ...finding }) => finding);
  return [...formOf(open), ...findings].toSorted((a, b) => a.span[0] - b.span[0]);
}

function formOf({ parsed }: OpenBody): Found[] {
  return parsed.problems.map((problem) => ({ ...problem, path: null, reference: null, profile: null }));
}

function keyOf({ rule, path, severity, profile }: Omit<Found, 'span'>): string {
  // In HL7 v2 the first component is the field itself; which of the two is named may change with the version.
  const place = path?.replace(/(-\d+)\[1\](?:\.1)+$/, '$1');
  return JSON.stringify([rule, place, severity, profile?.name, profile?.rule]);
}
