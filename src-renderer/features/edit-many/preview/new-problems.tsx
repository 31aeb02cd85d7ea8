import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from '../edit-many.module.css';

type EditProblem = OutputOf<'message.previewEdit'>['problems'][number];

/** What the steps make wrong in a message that was right there before. */
export function NewProblems({ problems }: { problems: readonly EditProblem[] }) {
  const text = useText();
  const made = problems.filter(({ isNew }) => isNew);
  if (made.length === 0) return null;
  return (
    <div className={classes.problems}>
      <strong>{text('editMany.newProblems', { count: made.length })}</strong>
      <ul>
        {made.map((problem) => (
          <li key={`${problem.rule} ${problem.path} ${problem.textSpan.join()}`} data-severity={problem.severity}>
            {text(`inspect.severity.${problem.severity}`)}: <span className="mono">{problem.path}</span>{' '}
            {problem.profile?.message ?? text.from(`problem.${problem.rule}`, problem.params, problem.message)}
          </li>
        ))}
      </ul>
    </div>
  );
}
