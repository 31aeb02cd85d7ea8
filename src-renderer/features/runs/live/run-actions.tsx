import { Button } from '@mantine/core';
import { IconBan, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { isUnderWay } from '../../../../src-shared/domain/replay-run.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { useMay } from '../../../bridge/use-may.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';
import { isEnded, type RunView } from '../run-view.ts';

const stale = ['runs.get', 'runs.list', 'runs.items'] as const;

/** What can be done with a run that was begun; each press is a decision of its own. */
export function RunActions({ view }: { view: RunView }) {
  const may = useMay();
  const { state } = view.run;
  return (
    <>
      {isUnderWay(state) && may('runs.pause') ? <Pause key={view.run.changedAt} runId={view.run.runId} /> : null}
      {(state === 'paused' || state === 'scheduled') && may('runs.resume') ? (
        <Resume key={view.run.changedAt} view={view} />
      ) : null}
      {!isEnded(view) && may('runs.cancel') ? <Cancel view={view} /> : null}
    </>
  );
}

function Pause({ runId }: { runId: string }) {
  const text = useText();
  const pause = useContractCommand('runs.pause', stale);
  const { requestId, renewAfter } = useRequestId();
  const report = useReportError();
  return (
    <Button
      size="compact-sm"
      leftSection={<IconPlayerPause size={14} aria-hidden />}
      loading={pause.isPending}
      onClick={() =>
        pause.mutate(
          { requestId, runId },
          {
            onError: (error) => {
              renewAfter(error);
              report(error);
            },
          },
        )
      }
    >
      {text('runs.act.pause')}
    </Button>
  );
}

function Resume({ view }: { view: RunView }) {
  const text = useText();
  const format = useFormat();
  const resume = useContractCommand('runs.resume', stale);
  const { requestId, renewAfter } = useRequestId();
  const report = useReportError();
  const { waiting } = view.counts;
  return (
    <Button
      size="compact-sm"
      leftSection={<IconPlayerPlay size={14} aria-hidden />}
      loading={resume.isPending}
      onClick={() =>
        resume.mutate(
          { requestId, runId: view.run.runId },
          {
            onError: (error) => {
              renewAfter(error);
              report(error);
            },
          },
        )
      }
    >
      {text(view.run.state === 'scheduled' ? 'runs.act.startNow' : 'runs.act.resume', {
        count: waiting,
        number: format.number(waiting),
      })}
    </Button>
  );
}

function Cancel({ view }: { view: RunView }) {
  const text = useText();
  const format = useFormat();
  const cancel = useContractCommand('runs.cancel', stale);
  const { requestId, renewAfter } = useRequestId();
  const report = useReportError();
  const [isAsking, setAsking] = useState(false);
  const isPlan = view.run.state === 'planned';
  const { waiting } = view.counts;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconBan size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {text(isPlan ? 'runs.act.drop' : 'runs.act.cancel')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={text(isPlan ? 'runs.act.drop' : 'runs.act.cancel')}
          confirmLabel={text(isPlan ? 'runs.act.drop' : 'runs.act.cancel')}
          needsReason
          isDangerous
          isBusy={cancel.isPending}
          onConfirm={(reason) =>
            cancel.mutate(
              { requestId, runId: view.run.runId, reason },
              {
                onSuccess: () => setAsking(false),
                onError: (error) => {
                  renewAfter(error);
                  report(error);
                },
              },
            )
          }
          onClose={() => setAsking(false)}
        >
          <p>{text('runs.cancel.text', { count: waiting, number: format.number(waiting) })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
