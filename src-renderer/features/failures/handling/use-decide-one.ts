import { useMutation } from '@tanstack/react-query';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import type { CallError } from '../../../bridge/call-error.ts';
import { newRequestId } from '../../../bridge/request-id.ts';
import { useReportError } from '../../../bridge/use-report-error.ts';
import { useText } from '../../../locales/use-text.ts';
import { useTell } from '../../../ui/use-tell.ts';
import type { OwnDecision } from './use-deciding.ts';

/** Decides about one failure at once, and says how it went. */
export function useDecideOne(): { isBusy: boolean; decide: (failureId: string, decision: OwnDecision) => void } {
  const { client } = useBridge();
  const text = useText();
  const tell = useTell();
  const deciding = useMutation<void, CallError, { failureId: string; decision: OwnDecision }>({
    onError: useReportError(),
    mutationFn: async ({ failureId, decision }) => {
      const { setId } = await client.call('failures.freeze', { scope: { kind: 'these', failureIds: [failureId] } });
      const { decided } = await client.call('failures.decide', { requestId: newRequestId(), setId, ...decision });
      tell(decided > 0 ? text(`decide.done.${decision.act}`, { count: decided }) : text('decide.refused'));
    },
  });
  return { isBusy: deciding.isPending, decide: (failureId, decision) => deciding.mutate({ failureId, decision }) };
}
