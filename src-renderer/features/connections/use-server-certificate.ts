import { useMutation } from '@tanstack/react-query';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useBridge } from '../../bridge/bridge-provider.tsx';
import type { CallError } from '../../bridge/call-error.ts';

/** Reads the certificate at an address when asked to; forgotten when the address changes. */
export function useServerCertificate(url: string) {
  const { client } = useBridge();
  const read = useMutation<OutputOf<'connections.readCertificate'>, CallError, string>({
    mutationFn: (asked) => client.call('connections.readCertificate', { url: asked }),
  });
  const isOfThisUrl = read.variables === url;
  return {
    certificate: isOfThisUrl ? (read.data ?? null) : null,
    error: isOfThisUrl ? read.error : null,
    isPending: read.isPending,
    run: () => read.mutate(url),
  };
}
