import { IconClockPause, IconEye, IconUserCheck } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { OwnState } from '../../src-shared/domain/failure-handling.ts';
import { useText } from '../locales/use-text.ts';
import { useFormat } from '../ui/format/use-format.ts';
import { useNow } from '../ui/use-now.ts';
import classes from './labels.module.css';

/** The same as a cause has for the same. */
const icons: Record<OwnState['state'], ComponentType<{ size: number }>> = {
  acknowledged: IconEye,
  assigned: IconUserCheck,
  snoozed: IconClockPause,
};

/** What a person decided about one failure, as icon and word; `isBrief` keeps the word for the hint and for reading aloud. */
export function OwnStateBadge({ own, isBrief = false }: { own: OwnState; isBrief?: boolean }) {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const { state, owner, until } = own;
  const Icon = icons[state];
  const word = text(`groups.state.${state}`, {
    owner: owner ?? '',
    until: until === null ? '' : format.moment(until, now),
  });
  return (
    <span
      className={classes.label}
      data-tone="quiet"
      data-own-state={state}
      title={`${word}. ${text('ownState.explain')}`}
    >
      <span className={classes.icon} aria-hidden>
        <Icon size={15} />
      </span>
      <span className={isBrief ? 'visually-hidden' : classes.word}>{word}</span>
    </span>
  );
}
