import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { useText } from '../../../locales/use-text.ts';
import { ProblemList } from '../../../widgets/problem-list.tsx';

type EditProblem = OutputOf<'message.previewEdit'>['problems'][number];

/** What the steps make wrong in a message that was right there before. */
export function NewProblems({ problems }: { problems: readonly EditProblem[] }) {
  const text = useText();
  const made = problems.filter(({ isNew }) => isNew);
  if (made.length === 0) return null;
  return (
    <div>
      <strong>{text('editMany.newProblems', { count: made.length })}</strong>
      <ProblemList problems={made} />
    </div>
  );
}
