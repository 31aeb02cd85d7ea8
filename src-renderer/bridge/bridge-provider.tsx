import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { CallError } from './call-error.ts';
import type { Client } from './client.ts';
import { createRefresher, staleBy } from './invalidation.ts';
import { refreshQueries } from './refresh-queries.ts';

/** Whether the shell reaches its core, and whether this page still has its shell. */
export type Link = 'up' | 'down' | 'ended' | 'token-reused';

type Bridge = { client: Client; link: Link };

const BridgeContext = createContext<Bridge | null>(null);

/** Gives the hooks their client, and turns pushes into refreshed queries. */
export function BridgeProvider({ client, children }: { client: Client; children: ReactNode }) {
  const [queries] = useState(createQueries);
  const [link, setLink] = useState<Link>('up');

  useEffect(() => {
    const refresh = createRefresher((name) => refreshQueries(queries, name).catch(() => undefined));
    const endPush = client.onPush((push) => {
      if (push.kind === 'link') setLink(push.state);
      if (push.kind === 'ended') setLink(push.reason === 'token-reused' ? 'token-reused' : 'ended');
      refresh(staleBy(push));
    });
    const endRefused = client.onRefused(() => refresh(['accounts.session']));
    return () => {
      endPush();
      endRefused();
    };
  }, [client, queries]);

  return (
    <BridgeContext.Provider value={{ client, link }}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </BridgeContext.Provider>
  );
}

export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new TypeError('useBridge needs a BridgeProvider above it.');
  return bridge;
}

/** Events tell what is stale, so nothing is asked again by time or focus; only reads that may succeed next time are retried. */
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (count, error) => count < 2 && error instanceof CallError && error.shape.retryable,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
