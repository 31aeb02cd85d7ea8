import { useDebouncedValue } from '@mantine/hooks';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { ChangesTable } from '../../../widgets/changes-table.tsx';
import { DifferenceView } from '../../../widgets/difference-view.tsx';
import classes from '../edit-many.module.css';
import type { BodySource } from '../steps/use-first-body.ts';
import { NewProblems } from './new-problems.tsx';

/** All that changes in a revealed message: place by place, what becomes wrong, and the two texts beside each other. */
export function FullDifference({ source, steps }: { source: BodySource; steps: EditStep[] }) {
  const text = useText();
  const input = { ...source, plan: { kind: 'steps' as const, steps } };
  // Each is a view in the audit log: not one for every row that the arrow keys pass.
  const [settled] = useDebouncedValue(JSON.stringify(input), 250);
  const isSettled = settled === JSON.stringify(input);
  const preview = useContractQuery('message.previewEdit', input, { enabled: isSettled, isFresh: true });
  if (!isSettled) return <StateView kind="loading" />;
  return (
    <QueryView query={preview}>
      {(answer) => (
        <>
          {answer.changes.length > 0 ? <ChangesTable changes={answer.changes} /> : null}
          <NewProblems problems={answer.problems} />
          {answer.before === answer.after ? null : (
            <div className={classes.texts}>
              <DifferenceView
                before={answer.before}
                after={answer.after}
                format="text"
                beforeLabel={text('edit.before')}
                afterLabel={text('edit.after')}
                unchangedLabel={text('edit.unchanged')}
              />
            </div>
          )}
        </>
      )}
    </QueryView>
  );
}
