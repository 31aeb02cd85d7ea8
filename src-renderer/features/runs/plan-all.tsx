import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { usePlanning } from './use-planning.ts';

type PlanAllProps = {
  scope: InputOf<'runs.plan'>['scope'];
  /** How many that is now; null = only a part is shown, and it is counted when it is planned. */
  count: number | null;
  onPlanned: (runId: string) => void;
};

/** Plans a run of everything in a group or a list; nothing is sent by it. */
export function PlanAll({ scope, count, onPlanned }: PlanAllProps) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const planning = usePlanning(onPlanned);
  if (!may('runs.plan') || count === 0) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconListCheck size={14} aria-hidden />}
      title={text('runs.plan.hint')}
      loading={planning.isBusy}
      onClick={() => planning.plan(scope)}
    >
      {count === null ? text('runs.plan.part') : text('runs.plan.all', { count, number: format.number(count) })}
    </Button>
  );
}
