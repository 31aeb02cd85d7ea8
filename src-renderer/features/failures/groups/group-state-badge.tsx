import {
  IconBellRinging,
  IconCheck,
  IconClockPause,
  IconEye,
  IconRotateClockwise2,
  IconUserCheck,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { GroupState } from '../../../../src-shared/domain/failure-group.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { useNow } from '../../../ui/use-now.ts';
import type { GroupView } from './group-view.ts';
import classes from './groups.module.css';

const icons: Record<GroupState, ComponentType<{ size: number; 'aria-hidden'?: boolean }>> = {
  new: IconBellRinging,
  acknowledged: IconEye,
  assigned: IconUserCheck,
  snoozed: IconClockPause,
  resolved: IconCheck,
  regressed: IconRotateClockwise2,
};

type Stated = Pick<GroupView, 'state' | 'owner' | 'snoozedUntil' | 'grownBy'>;

/** Where a group stands, as icon and word, with how much it has grown; `isBrief` keeps the word for the hint and for reading aloud. */
export function GroupStateBadge({ group, isBrief = false }: { group: Stated; isBrief?: boolean }) {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const { state, owner, snoozedUntil, grownBy } = group;
  const Icon = icons[state];
  const until = snoozedUntil === null ? '' : format.moment(snoozedUntil, now);
  const word = text(`groups.state.${state}`, { owner: owner ?? '', until });
  return (
    <span
      className={classes.state}
      data-group-state={state}
      title={isBrief ? word : `${word}. ${text(`groups.state.explain.${state}`)}`}
    >
      <Icon size={15} aria-hidden />
      <span className={isBrief ? 'visually-hidden' : classes.word}>{word}</span>
      {grownBy > 0 ? (
        <span className={classes.grown} title={text('groups.grownLong', { count: grownBy })}>
          {text('groups.grown', { n: format.number(grownBy) })}
        </span>
      ) : null}
    </span>
  );
}
