import { Button } from '@mantine/core';
import { IconCheck, IconEye, IconNote, IconRotate, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { type Incident, stateAfter } from '../../../src-shared/domain/duty/incident.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { AssignDialog } from './assign-dialog.tsx';
import classes from './incidents.module.css';
import { WordsDialog } from './words-dialog.tsx';

type Asked = 'note' | 'resolve' | 'reopen' | 'assign';

/** What a person does with an incident, each with its key. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const text = useText();
  const reportError = useReportError();
  const [asked, setAsked] = useState<Asked | null>(null);
  const take = useContractCommand('incidents.acknowledge');
  const { requestId, renew, renewAfter } = useRequestId();
  const { incidentId } = incident;
  const can = (act: 'acknowledge' | 'resolve' | 'reopen'): boolean => stateAfter(incident.state, act) !== null;
  const acknowledge = (): void => {
    if (!can('acknowledge') || take.isPending) return;
    take.mutate(
      { requestId, incidentId },
      {
        onSuccess: renew,
        onError: (error) => {
          renewAfter(error);
          reportError(error);
        },
      },
    );
  };
  useKeys([
    { keys: 'a', label: text('incidents.acknowledge'), run: acknowledge },
    { keys: 'n', label: text('incidents.note'), run: () => setAsked('note') },
    { keys: 'w', label: text('incidents.assign'), run: () => setAsked('assign') },
    can('reopen')
      ? { keys: 'd', label: text('incidents.reopen'), run: () => setAsked('reopen') }
      : { keys: 'd', label: text('incidents.resolve'), run: () => setAsked('resolve') },
  ]);
  return (
    <div className={classes.actions}>
      <Button
        size="compact-sm"
        leftSection={<IconEye size={14} aria-hidden />}
        disabled={!can('acknowledge')}
        loading={take.isPending}
        onClick={acknowledge}
      >
        {text('incidents.acknowledge')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconNote size={14} aria-hidden />}
        onClick={() => setAsked('note')}
      >
        {text('incidents.note')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconUser size={14} aria-hidden />}
        onClick={() => setAsked('assign')}
      >
        {text('incidents.assign')}
      </Button>
      {can('reopen') ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRotate size={14} aria-hidden />}
          onClick={() => setAsked('reopen')}
        >
          {text('incidents.reopen')}
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCheck size={14} aria-hidden />}
          onClick={() => setAsked('resolve')}
        >
          {text('incidents.resolve')}
        </Button>
      )}
      {asked === 'assign' ? <AssignDialog incident={incident} onClose={() => setAsked(null)} /> : null}
      {asked === 'note' ? <Note incidentId={incidentId} onClose={() => setAsked(null)} /> : null}
      {asked === 'resolve' ? <Resolve incidentId={incidentId} onClose={() => setAsked(null)} /> : null}
      {asked === 'reopen' ? <Reopen incidentId={incidentId} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

type AskProps = { incidentId: string; onClose: () => void };

function Note({ incidentId, onClose }: AskProps) {
  const text = useText();
  const errorText = useErrorText();
  const note = useContractCommand('incidents.note');
  const { requestId, renewAfter } = useRequestId();
  return (
    <WordsDialog
      title={text('incidents.note')}
      label={text('incidents.note.text')}
      confirmLabel={text('incidents.note')}
      isBusy={note.isPending}
      error={note.error ? errorText(note.error.shape).title : null}
      onConfirm={(words) =>
        note.mutate({ requestId, incidentId, text: words }, { onSuccess: onClose, onError: renewAfter })
      }
      onClose={onClose}
    />
  );
}

function Resolve({ incidentId, onClose }: AskProps) {
  const text = useText();
  const errorText = useErrorText();
  const resolve = useContractCommand('incidents.resolve');
  const { requestId, renewAfter } = useRequestId();
  return (
    <WordsDialog
      title={text('incidents.resolve')}
      label={text('incidents.resolve.cause')}
      confirmLabel={text('incidents.resolve')}
      isBusy={resolve.isPending}
      error={resolve.error ? errorText(resolve.error.shape).title : null}
      onConfirm={(cause) =>
        resolve.mutate({ requestId, incidentId, cause }, { onSuccess: onClose, onError: renewAfter })
      }
      onClose={onClose}
    >
      <p>{text('incidents.resolve.what')}</p>
    </WordsDialog>
  );
}

function Reopen({ incidentId, onClose }: AskProps) {
  const text = useText();
  const errorText = useErrorText();
  const reopen = useContractCommand('incidents.reopen');
  const { requestId, renewAfter } = useRequestId();
  return (
    <WordsDialog
      title={text('incidents.reopen')}
      label={text('incidents.reopen.text')}
      confirmLabel={text('incidents.reopen')}
      isBusy={reopen.isPending}
      error={reopen.error ? errorText(reopen.error.shape).title : null}
      onConfirm={(words) =>
        reopen.mutate({ requestId, incidentId, text: words }, { onSuccess: onClose, onError: renewAfter })
      }
      onClose={onClose}
    />
  );
}
