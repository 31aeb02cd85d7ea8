import type { Edit, Finding, Problem, Span } from '../format.ts';
import { createProblem, type ProblemRule, problemRules } from './problem.ts';

/** What is left out: severity of the rule, no parameters, no reference, no fix, a rule of the standard. */
export type FindingDraft = {
  rule: ProblemRule;
  span: Span;
  path: string | null;
  reference?: string | null;
  params?: Problem['params'];
  severity?: Problem['severity'];
  fix?: Edit[] | null;
  profile?: Finding['profile'];
};

/** `keep`: one that another list has made. `finish` gives at most 500, in the order of the message, the worst kept when there are more. */
export type FindingList = {
  add(draft: FindingDraft): void;
  /** False when nothing of that severity is kept any more: then no path need be written. */
  hasRoom(draft: Pick<FindingDraft, 'rule' | 'severity'>): boolean;
  keep(finding: Finding): void;
  finish(): Finding[];
};

const maxFindings = 500;
const severities = ['error', 'warning', 'info'] as const;

export function createFindingList(): FindingList {
  const bySeverity: Record<Problem['severity'], Finding[]> = { error: [], warning: [], info: [] };
  let isCut = false;
  function keep(finding: Finding): void {
    const items = bySeverity[finding.severity];
    if (items.length < maxFindings) items.push(finding);
    else isCut = true;
  }
  return {
    add: (draft) => keep(createFinding(draft)),
    keep,
    hasRoom({ rule, severity }) {
      const isRoom = bySeverity[severity ?? problemRules[rule][0]].length < maxFindings;
      if (!isRoom) isCut = true;
      return isRoom;
    },
    finish() {
      const all = severities.flatMap((severity) => bySeverity[severity]);
      const isWhole = !isCut && all.length <= maxFindings;
      const kept = all.slice(0, isWhole ? maxFindings : maxFindings - 1).toSorted((a, b) => a.span[0] - b.span[0]);
      return isWhole ? kept : [...kept, createFinding({ rule: 'problems.more', span: [0, 0], path: null })];
    },
  };
}

function createFinding({ rule, span, path, reference, params, severity, fix, profile }: FindingDraft): Finding {
  const problem = createProblem(rule, span, params);
  return {
    ...problem,
    severity: severity ?? problem.severity,
    path,
    reference: reference ?? null,
    fix: fix ?? null,
    profile: profile ?? null,
  };
}
