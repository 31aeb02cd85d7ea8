import { useMutation } from '@tanstack/react-query';
import { useBridge } from './bridge-provider.tsx';
import type { CallError } from './call-error.ts';
import { useReportError } from './use-report-error.ts';

/** Shows an in-app address in a window of its own: the Electron shell opens it, in a browser this page does. */
export function useOpenWindow() {
  const { client } = useBridge();
  return useMutation<void, CallError, string>({
    onError: useReportError(),
    mutationFn: async (address) => {
      await client.call('windows.open', { address });
      client.openAddress(address);
    },
  });
}
