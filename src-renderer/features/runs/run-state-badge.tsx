import {
  IconBan,
  IconClipboardList,
  IconClock,
  IconFlagCheck,
  IconPlayerPause,
  IconPlayerPlay,
  IconTestPipe,
} from '@tabler/icons-react';
import type { RunState } from '../../../src-shared/domain/replay-run.ts';
import { useText } from '../../locales/use-text.ts';
import classes from './runs.module.css';

const looks = {
  planned: { icon: IconClipboardList, tone: 'quiet' },
  scheduled: { icon: IconClock, tone: 'question' },
  testing: { icon: IconTestPipe, tone: 'moving' },
  running: { icon: IconPlayerPlay, tone: 'moving' },
  paused: { icon: IconPlayerPause, tone: 'question' },
  cancelled: { icon: IconBan, tone: 'quiet' },
  finished: { icon: IconFlagCheck, tone: 'quiet' },
} as const;

/** Where a run is, as icon and word. */
export function RunStateBadge({ state }: { state: RunState }) {
  const text = useText();
  const { icon: Icon, tone } = looks[state];
  return (
    <span className={classes.state} data-tone={tone} data-run-state={state}>
      <Icon size={15} aria-hidden />
      {text(`runs.state.${state}`)}
    </span>
  );
}
