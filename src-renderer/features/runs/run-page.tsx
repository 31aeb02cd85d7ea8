import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunItem, RunItemPick } from '../../../src-shared/domain/replay-run.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { Page } from '../../ui/page.tsx';
import { RunActions } from './live/run-actions.tsx';
import { RunLive } from './live/run-live.tsx';
import { RunItems } from './messages/run-items.tsx';
import { RunPlan } from './plan/run-plan.tsx';
import { ReportAction } from './report-action.tsx';
import { RunStateBadge } from './run-state-badge.tsx';
import type { RunView } from './run-view.ts';
import classes from './runs.module.css';

type RunPageProps = {
  runId: string;
  /** The way to the single replay of a message, or to the message where there is none. */
  onItemOpen: (item: RunItem) => void;
  onBack: () => void;
};

/** One run: its plan while nothing is sent, then where it is; its messages below in either case. */
export function RunPage({ runId, onItemOpen, onBack }: RunPageProps) {
  const text = useText();
  const run = useContractQuery('runs.get', { runId });
  useKeys([{ keys: 'Escape', label: text('runs.back'), run: onBack }]);
  return (
    <Page
      title={text('runs.one')}
      covers={run.data ? <Covers view={run.data} /> : null}
      actions={
        <>
          {run.data ? <RunActions view={run.data} /> : null}
          {run.data ? <ReportAction view={run.data} /> : null}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowLeft size={14} aria-hidden />}
            onClick={onBack}
          >
            {text('runs.back')}
          </Button>
        </>
      }
    >
      <QueryView query={run}>{(view) => <Whole view={view} onItemOpen={onItemOpen} />}</QueryView>
    </Page>
  );
}

function Covers({ view: { run } }: { view: RunView }) {
  const text = useText();
  const format = useFormat();
  return (
    <span className={classes.covers}>
      <RunStateBadge state={run.state} />
      {run.state === 'planned' ? (
        <span>{text('runs.plannedBy', { person: run.person, time: format.time(run.createdAt) })}</span>
      ) : null}
    </span>
  );
}

function Whole({ view, onItemOpen }: { view: RunView; onItemOpen: (item: RunItem) => void }) {
  const [only, setOnly] = useState<RunItemPick | null>(null);
  const part = { view, only, onOnly: setOnly };
  const items = <RunItems {...part} onOpen={onItemOpen} />;
  if (view.run.state !== 'planned') return <RunLive {...part} items={items} />;
  return (
    <div className={classes.run}>
      <RunPlan {...part} />
      {items}
    </div>
  );
}
