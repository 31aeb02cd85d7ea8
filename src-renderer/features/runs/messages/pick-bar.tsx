import { replayStates } from '../../../../src-shared/domain/failure.ts';
import type { RunCounts, RunItemPick } from '../../../../src-shared/domain/replay-run.ts';
import { useText } from '../../../locales/use-text.ts';
import { Chip } from '../../../ui/chip.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';
import type { RunView } from '../run-view.ts';
import classes from '../runs.module.css';

const picks: readonly RunItemPick[] = ['waiting', ...replayStates, 'left-out'];

/** How many messages of a run stand so; null = all. */
export function countOf({ total, waiting, leftOut, byState }: RunCounts, only: RunItemPick | null): number {
  if (only === null) return total;
  if (only === 'waiting') return waiting;
  return only === 'left-out' ? leftOut : (byState[only] ?? 0);
}

type PickBarProps = { view: RunView; only: RunItemPick | null; onOnly: (only: RunItemPick | null) => void };

/** Which messages the list shows: one chip for each state that any of them is in. */
export function PickBar({ view, only, onOnly }: PickBarProps) {
  const text = useText();
  const format = useFormat();
  const { counts } = view;
  const there = picks.filter((pick) => pick === only || countOf(counts, pick) > 0);
  return (
    <div className={classes.picks}>
      <Chip isOn={only === null} onToggle={() => onOnly(null)}>
        {text('runs.pick.all')}: {format.number(counts.total)}
      </Chip>
      {there.map((pick) => (
        <Chip key={pick} isOn={only === pick} onToggle={() => onOnly(only === pick ? null : pick)}>
          {pick === 'waiting' || pick === 'left-out' ? text(`runs.pick.${pick}`) : text(`replayState.${pick}`)}:{' '}
          {format.number(countOf(counts, pick))}
        </Chip>
      ))}
    </div>
  );
}
