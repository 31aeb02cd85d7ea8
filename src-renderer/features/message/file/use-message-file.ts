import { useEffect, useMemo, useState } from 'react';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useLatest } from '../../../ui/use-latest.ts';
import { createMessageFile, type FileState, type MessageFile } from './message-file.ts';

/** One message file: given to the core in pieces, held there in memory, and closed with the page. */
export function useMessageFile(): MessageFile & { state: FileState } {
  const { client } = useBridge();
  const session = useContractQuery('accounts.session', {});
  const accountId = useLatest(session.data?.account?.accountId ?? null);
  const [state, setState] = useState<FileState>({ kind: 'none' });
  const file = useMemo(
    () => createMessageFile({ call: client.call, accountId: () => accountId.current, onState: setState }),
    [client, accountId],
  );
  useEffect(() => () => void file.close(), [file]);
  return { state, ...file };
}
