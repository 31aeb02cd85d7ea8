import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { useBridge } from '../../bridge/bridge-provider.tsx';
import type { CallError } from '../../bridge/call-error.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { freezeSelection, mostMessages } from '../../features/edit-many/frozen-selection.ts';
import type { Listed } from '../../features/failures/handling/listed.ts';
import { type ComparedForm, compareAddress } from '../../features/message/compare-address.ts';
import { firstChoice } from '../../features/message/message-address.ts';
import { PlanAction } from '../../features/runs/plan-action.tsx';
import { useText } from '../../locales/use-text.ts';
import { useTell } from '../../ui/use-tell.ts';
import { runAddress } from './run-address.ts';

type FailureActionsProps = {
  chosen: readonly Failure[];
  /** The list they were chosen in. */
  listed: Listed;
};

/** What can be done with the failures chosen in the list. */
export function FailureActions({ chosen, listed }: FailureActionsProps) {
  const may = useMay();
  const [, navigate] = useLocation();
  const [first, second] = chosen;
  const isPair = first !== undefined && second !== undefined && chosen.length === 2;
  return (
    <>
      <PlanAction
        failureIds={chosen.map(({ failureId }) => failureId)}
        listed={listed}
        onPlanned={(runId) => navigate(runAddress(runId))}
      />
      {may('message.compare') && isPair ? <CompareTwo first={first} second={second} /> : null}
      {may('message.previewEditOfMany') ? <EditMany chosen={chosen} /> : null}
    </>
  );
}

function EditMany({ chosen }: { chosen: readonly Failure[] }) {
  const text = useText();
  const [, navigate] = useLocation();
  const isTooMany = chosen.length > mostMessages;
  return (
    <>
      {isTooMany ? <span className="dim">{text('editMany.tooMany', { most: mostMessages })}</span> : null}
      <Button
        size="compact-sm"
        variant="default"
        disabled={isTooMany}
        onClick={() => {
          freezeSelection(chosen);
          navigate('/edit-many');
        }}
      >
        {text('editMany.action')}
      </Button>
    </>
  );
}

/** Beside each other in the form a replay starts from, which the engine is asked for. */
function CompareTwo({ first, second }: { first: Failure; second: Failure }) {
  const text = useText();
  const tell = useTell();
  const [, navigate] = useLocation();
  const { client } = useBridge();
  const compare = useMutation<string | null, CallError>({
    onError: useReportError(),
    mutationFn: async () => {
      const [a, b] = await Promise.all([first, second].map(formOf));
      return a && b ? compareAddress(a, b) : null;
    },
    onSuccess: (address) => (address === null ? tell(text('message.notStored'), 'danger') : navigate(address)),
  });
  async function formOf({ connectionId, channelId, nativeId }: Failure): Promise<ComparedForm | null> {
    const ref = { connectionId, channelId, nativeId };
    const choice = firstChoice((await client.call('message.get', { ref })).connectors);
    return choice && { ref, ...choice };
  }
  return (
    <Button size="compact-sm" variant="default" loading={compare.isPending} onClick={() => compare.mutate()}>
      {text('failures.compareTwo')}
    </Button>
  );
}
