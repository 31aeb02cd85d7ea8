import { Button } from '@mantine/core';
import type { OutputOf } from '../../src-shared/contract/index.ts';
import type { BodyRange } from '../../src-shared/contract/message-body.ts';
import { useText } from '../locales/use-text.ts';
import styles from './problem-list.module.css';
import { sentenceOf } from './problem-sentence.ts';

type Problem = Omit<OutputOf<'message.readBody'>['problems'][number], 'textSpan'>;
type Fix = readonly { path: string; text: string }[];
/** Where it is: in the text of a small answer, by row and column, or only by its path. */
type Whereabouts = { textSpan?: readonly [number, number]; range?: BodyRange };
/** A problem of the form, or a finding of the validation, which says where and by which standard too. `isNew`: an edit made it. */
export type ShownProblem = Problem &
  Whereabouts & {
    path?: string | null;
    reference?: string | null;
    profile?: { name: string; rule: string; message: string | null } | null;
    isNew?: boolean;
    fix?: Fix | null;
  };

type ProblemListProps<P extends ShownProblem> = {
  problems: readonly P[];
  findings?: readonly P[];
  /** Shows the place in the text; without it the rows cannot be chosen. */
  onJump?: (problem: P) => void;
  /** Offers what mends a problem where that is known; without it nothing is offered. */
  onFix?: (fix: { path: string; text: string }[]) => void;
};

const rank = { error: 0, warning: 1, info: 2 };

/** Problems and findings together, what an edit made first, then the worst first; content is never part of their text. */
export function ProblemList<P extends ShownProblem>({ problems, findings = [], onJump, onFix }: ProblemListProps<P>) {
  const text = useText();
  const all = [...problems, ...findings].toSorted(
    (a, b) =>
      Number(b.isNew ?? false) - Number(a.isNew ?? false) ||
      rank[a.severity] - rank[b.severity] ||
      placeOf(a) - placeOf(b),
  );
  if (all.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={text('message.problems', { count: all.length })}>
      {all.map((problem, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one rule may speak of one place twice, and rows keep no state
        <li key={`${problem.rule}-${at}`} data-severity={problem.severity} data-new={problem.isNew || undefined}>
          {problem.isNew ? <span className={styles.new}>{text('edit.problem.new')}</span> : null}
          {onJump ? (
            <button type="button" className={styles.jump} onClick={() => onJump(problem)}>
              <Sentence problem={problem} />
            </button>
          ) : (
            <Sentence problem={problem} />
          )}
          {onFix && problem.fix ? (
            <Button
              size="compact-xs"
              variant="subtle"
              className={styles.fix ?? ''}
              onClick={() => onFix([...(problem.fix ?? [])])}
            >
              {text('edit.fix.offer')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Rows are no longer than 4 KB: a row and a column make one number in the order of the text. */
function placeOf({ textSpan, range }: ShownProblem): number {
  return textSpan?.[0] ?? (range === undefined ? 0 : range.from.row * 8192 + range.from.column);
}

/** The rule is named on hover and to screen readers, the standard in the row. */
function Sentence({ problem }: { problem: ShownProblem }) {
  const text = useText();
  const { rule, path, reference, profile } = problem;
  const ruleName = profile ? `${profile.name}: ${profile.rule}` : rule;
  return (
    <span className={styles.row} title={ruleName}>
      {path ? <span className={styles.path}>{path}</span> : null}
      <span>{sentenceOf(text, problem)}</span>
      {reference || profile ? <span className="dim">{profile ? ruleName : reference}</span> : null}
      <span className="visually-hidden">{ruleName}</span>
    </span>
  );
}
