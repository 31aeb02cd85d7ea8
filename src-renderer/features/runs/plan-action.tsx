import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { usePlanning } from './use-planning.ts';

type Filter = InputOf<'failures.list'>['filter'];
type Listed = { filter: Filter; total: number };

type PlanActionProps = {
  failureIds: readonly string[];
  /** The list they were chosen in, and how many match. */
  listed: Listed;
  onPlanned: (runId: string) => void;
};

/** Plans a run of the failures chosen, or of all that match: never guessed. */
export function PlanAction({ failureIds, listed, onPlanned }: PlanActionProps) {
  const text = useText();
  const may = useMay();
  const [asked, setAsked] = useState<Omit<PlanActionProps, 'onPlanned'> | null>(null);
  if (!may('runs.plan')) return null;
  return (
    <>
      <Button
        size="compact-sm"
        leftSection={<IconListCheck size={14} aria-hidden />}
        onClick={() => setAsked({ failureIds, listed })}
      >
        {text('runs.plan.action')}
      </Button>
      {asked ? <PlanDialog {...asked} onPlanned={onPlanned} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function PlanDialog({ failureIds, listed, onPlanned, onClose }: PlanActionProps & { onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const planning = usePlanning(onPlanned);
  const [scope, setScope] = useState<'these' | 'all'>('these');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    planning.plan(
      scope === 'these' ? { kind: 'these', failureIds: [...failureIds] } : { kind: 'matching', filter: listed.filter },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={text('runs.plan.action')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={false}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Radio.Group
            label={text('failures.handle.scope')}
            value={scope}
            onChange={(value) => setScope(value === 'all' ? 'all' : 'these')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="these" label={text('failures.handle.these', { count: failureIds.length })} data-autofocus />
              <Radio value="all" label={text('failures.handle.all', { count: listed.total })} />
            </Stack>
          </Radio.Group>
          <p className="dim">{text('runs.plan.hint')}</p>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {text('ui.cancel')}
            </Button>
            <Button type="submit" loading={planning.isBusy}>
              {text('runs.plan.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
