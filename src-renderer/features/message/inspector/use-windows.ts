import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { type BodyFacts, type BodyInput, type BodyWindows, createBodyWindows } from './body-windows.ts';

/** The windows of one body as it was opened last; drawn anew when more of it has come. Another body needs another place on the page. */
export function useWindows(givenInput: BodyInput, facts: BodyFacts): BodyWindows {
  const { client } = useBridge();
  const queries = useQueryClient();
  const [input] = useState(givenInput);
  const windows = useMemo(
    () =>
      createBodyWindows({
        call: client.call,
        input,
        facts,
        onLost: () => queries.invalidateQueries({ queryKey: ['message.openBody', input] }),
      }),
    [client, queries, input, facts],
  );
  useEffect(() => {
    windows.open();
    return () => windows.close();
  }, [windows]);
  useSyncExternalStore(windows.subscribe, windows.version);
  return windows;
}
