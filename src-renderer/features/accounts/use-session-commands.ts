import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBridge } from '../../bridge/bridge-provider.tsx';
import type { CallError } from '../../bridge/call-error.ts';

type Credentials = { name: string; secret: string };

/** Signing in, as the first person or as one of several, and out. Afterwards nothing of the former session is left in memory. */
export function useSessionCommands() {
  const { client } = useBridge();
  const queries = useQueryClient();
  const enter = async ({ sessionToken }: { sessionToken: string }) => {
    client.signedIn(sessionToken);
    await queries.resetQueries();
  };
  const signIn = useMutation<void, CallError, Credentials>({
    mutationFn: async (input) => enter(await client.call('accounts.signIn', input)),
  });
  const createFirst = useMutation<void, CallError, Credentials>({
    mutationFn: async (input) => enter(await client.call('accounts.createFirst', input)),
  });
  const signOut = useMutation<void, CallError>({
    mutationFn: async () => {
      await client.call('accounts.signOut', {});
      client.signedOut();
      await queries.resetQueries();
    },
  });
  return { signIn, createFirst, signOut };
}
