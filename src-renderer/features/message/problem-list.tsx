import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import styles from './problem-list.module.css';

type Problem = OutputOf<'message.readBody'>['problems'][number];
/** A problem of the form, or a finding of the validation, which says where and by which standard too. */
export type ShownProblem = Problem & {
  path?: string | null;
  reference?: string | null;
  profile?: { name: string; rule: string; message: string | null } | null;
};

type ProblemListProps = {
  problems: readonly ShownProblem[];
  findings?: readonly ShownProblem[];
  /** Shows the place in the text; without it the rows cannot be chosen. */
  onJump?: (problem: ShownProblem) => void;
};

const rank = { error: 0, warning: 1, info: 2 };

/** Problems and findings together, worst first; content is never part of their text. */
export function ProblemList({ problems, findings = [], onJump }: ProblemListProps) {
  const text = useText();
  const all = [...problems, ...findings].toSorted(
    (a, b) => rank[a.severity] - rank[b.severity] || a.textSpan[0] - b.textSpan[0],
  );
  if (all.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={text('message.problems', { count: all.length })}>
      {all.map((problem, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one rule may speak of one place twice, and rows keep no state
        <li key={`${problem.rule}-${at}`} data-severity={problem.severity}>
          {onJump ? (
            <button type="button" className={styles.jump} onClick={() => onJump(problem)}>
              <Sentence problem={problem} />
            </button>
          ) : (
            <Sentence problem={problem} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The rule is named on hover and to screen readers, the standard in the row. */
function Sentence({ problem }: { problem: ShownProblem }) {
  const text = useText();
  const { rule, params, message, path, reference, profile } = problem;
  const ruleName = profile ? `${profile.name}: ${profile.rule}` : rule;
  return (
    <span className={styles.row} title={ruleName}>
      {path ? <span className={styles.path}>{path}</span> : null}
      <span>{profile?.message ?? text.from(`problem.${rule}`, params, message)}</span>
      {reference || profile ? <span className="dim">{profile ? ruleName : reference}</span> : null}
      <span className="visually-hidden">{ruleName}</span>
    </span>
  );
}
