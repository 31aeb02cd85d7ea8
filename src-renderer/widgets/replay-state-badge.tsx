import {
  IconCheck,
  IconChecks,
  IconCircleDashed,
  IconHandStop,
  IconHelpCircle,
  IconPhone,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ReplayState } from '../../src-shared/domain/failure.ts';
import { useText } from '../locales/use-text.ts';
import classes from './labels.module.css';

type Tone = 'quiet' | 'moving' | 'good' | 'question' | 'bad';

/** *unknown* is a question: neither success nor failure. */
const looks: Record<ReplayState, { icon: ComponentType<{ size: number }>; tone: Tone }> = {
  planned: { icon: IconCircleDashed, tone: 'quiet' },
  claimed: { icon: IconCircleDashed, tone: 'moving' },
  'intent-journaled': { icon: IconCircleDashed, tone: 'moving' },
  'in-air': { icon: IconSend, tone: 'moving' },
  accepted: { icon: IconSend, tone: 'moving' },
  rejected: { icon: IconHandStop, tone: 'bad' },
  unknown: { icon: IconHelpCircle, tone: 'question' },
  'confirmed-by-engine': { icon: IconCheck, tone: 'good' },
  'confirmed-by-receiver': { icon: IconChecks, tone: 'good' },
  'confirmed-by-apprec': { icon: IconChecks, tone: 'good' },
  'failed-again': { icon: IconX, tone: 'bad' },
  'handled-otherwise': { icon: IconPhone, tone: 'quiet' },
};

/** What became of a replay, as icon and word; `isBrief` keeps the word for the hint and for reading aloud. */
export function ReplayStateBadge({ state, isBrief = false }: { state: ReplayState; isBrief?: boolean }) {
  const text = useText();
  const { icon: Icon, tone } = looks[state];
  return (
    <span
      className={classes.label}
      data-tone={tone}
      data-replay-state={state}
      title={text(isBrief ? `replayState.${state}` : `replayState.${state}.explain`)}
    >
      <span className={classes.icon} aria-hidden>
        <Icon size={15} />
      </span>
      <span className={isBrief ? 'visually-hidden' : classes.word}>{text(`replayState.${state}`)}</span>
    </span>
  );
}
