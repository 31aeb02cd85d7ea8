import {
  IconArrowsDiff,
  IconClockPause,
  IconEqual,
  IconEyeOff,
  IconHandStop,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from '../edit-many.module.css';
import { useOutcomeText } from './outcome-text.ts';
import { groupOf, type OutcomeGroup } from './preview-counts.ts';

const icons: Record<OutcomeGroup, ComponentType<{ size: number }>> = {
  changed: IconArrowsDiff,
  unchanged: IconEqual,
  refused: IconHandStop,
  'needs-reveal': IconEyeOff,
  unavailable: IconPlugConnectedX,
};

/** What becomes of one message, as icon and words. */
export function OutcomeLabel({ item, isAsked }: { item: EditOfOne | null; isAsked: boolean }) {
  const text = useText();
  const outcomeText = useOutcomeText();
  if (!item)
    return isAsked ? (
      <span className={classes.outcome} data-outcome="waiting">
        <IconClockPause size={15} aria-hidden />
        {text('editMany.outcome.waiting')}
      </span>
    ) : null;
  const group = groupOf(item);
  const Icon = icons[group];
  const words = outcomeText(item);
  return (
    <span className={classes.outcome} data-outcome={group} title={words}>
      <span className={classes.icon} aria-hidden>
        <Icon size={15} />
      </span>
      <span className={classes.words}>{words}</span>
    </span>
  );
}
