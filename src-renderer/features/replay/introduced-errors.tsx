import { Checkbox, Textarea } from '@mantine/core';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { ProblemList } from '../../widgets/problem-list.tsx';
import classes from './replay.module.css';

export type ErrorsAccepted = { isRead: boolean; reason: string };
export const noErrorsAccepted: ErrorsAccepted = { isRead: false, reason: '' };

/** Read, and given a reason of at least three characters. */
export function isAccepted({ isRead, reason }: ErrorsAccepted): boolean {
  return isRead && reason.trim().length >= 3;
}

type IntroducedErrorsProps = {
  plan: Pick<OutputOf<'replay.plan'>, 'introducedErrors' | 'isJudged' | 'newProblems'>;
  accepted: ErrorsAccepted;
  onAccepted: (accepted: ErrorsAccepted) => void;
};

/** What the edit makes wrong, apart from all other hazards: it is the editor's own doing, and takes a reason of its own. */
export function IntroducedErrors({ plan, accepted, onAccepted }: IntroducedErrorsProps) {
  const text = useText();
  const errors = plan.newProblems.filter(({ severity }) => severity === 'error');
  const title = plan.isJudged ? text('edit.introduces', { count: plan.introducedErrors }) : text('edit.notJudged.text');
  return (
    <section className={classes.introduced} aria-label={title}>
      <h3>{title}</h3>
      <ProblemList problems={errors} />
      <Textarea
        label={text('edit.introduces.reason')}
        autosize
        minRows={2}
        maxLength={500}
        required
        value={accepted.reason}
        onChange={(event) => onAccepted({ ...accepted, reason: event.currentTarget.value })}
      />
      <Checkbox
        size="xs"
        label={text('edit.introduces.accept')}
        checked={accepted.isRead}
        onChange={(event) => onAccepted({ ...accepted, isRead: event.currentTarget.checked })}
      />
    </section>
  );
}
