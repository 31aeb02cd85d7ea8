import { isByItself, type RunStep } from '../../../../src-shared/domain/replay-run.ts';
import { useText } from '../../../locales/use-text.ts';
import { Moment } from '../../../ui/relative-time.tsx';
import { RunStateBadge } from '../run-state-badge.tsx';
import classes from '../runs.module.css';

/** Every step of the run, newest first, with who took it. */
export function RunSteps({ steps }: { steps: readonly RunStep[] }) {
  const text = useText();
  const rows = steps.map((step, index) => ({ ...step, index, isOwn: isByItself(step, steps[index - 1] ?? null) }));
  return (
    <section className={classes.section} aria-label={text('runs.steps')}>
      <h2>{text('runs.steps')}</h2>
      <ol className={classes.steps} reversed>
        {rows.toReversed().map(({ index, at, person, state, pauseReason, isOwn }) => (
          <li key={index}>
            <RunStateBadge state={state} />
            {pauseReason ? <span className={classes.stepWhy}>{text(`runs.pause.${pauseReason}`)}</span> : null}
            <span className={`dim ${classes.stepWhy}`}>
              <Moment at={at} /> · {isOwn ? text('runs.steps.itself') : person}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
