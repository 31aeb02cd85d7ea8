import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { CommandName, InputOf, OutputOf, QueryName } from '../../src-shared/contract/index.ts';
import { useBridge } from './bridge-provider.tsx';
import type { CallError } from './call-error.ts';
import { usePaused } from './paused.ts';
import { refreshQueries } from './refresh-queries.ts';

export type QueryOptions = {
  /** false = do not ask (yet). */
  enabled?: boolean;
  /** Show the answer to the previous input until the new one is there. */
  keepPrevious?: boolean;
  /** Never answered from memory: what a person decides on must be true now. */
  isFresh?: boolean;
  /** Ask again this often, for queries that no event makes stale. */
  everyMs?: number;
};

/** One query of the contract; asked again when an event names it stale. */
export function useContractQuery<Name extends QueryName>(
  name: Name,
  input: InputOf<Name>,
  options: QueryOptions = {},
): UseQueryResult<OutputOf<Name>, CallError> {
  const { client } = useBridge();
  const isPaused = usePaused();
  return useQuery<OutputOf<Name>, CallError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => client.call(name, input, signal),
    enabled: !isPaused && (options.enabled ?? true),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.isFresh ? { gcTime: 0, staleTime: 0 } : {}),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
}

/** Queries that answer in pages: their input has a cursor, their output the next one. */
export type PagedQueryName = {
  [N in QueryName]: InputOf<N> extends { cursor: string | null }
    ? OutputOf<N> extends { nextCursor: string | null }
      ? N
      : never
    : never;
}[QueryName];

/** A query in pages; `data.pages` are the answers in order. An event refreshes every page loaded. */
export function usePagedQuery<Name extends PagedQueryName>(
  name: Name,
  input: Omit<InputOf<Name>, 'cursor'>,
  options: QueryOptions = {},
): UseInfiniteQueryResult<InfiniteData<OutputOf<Name>, string | null>, CallError> {
  const { client } = useBridge();
  const isPaused = usePaused();
  return useInfiniteQuery<
    OutputOf<Name>,
    CallError,
    InfiniteData<OutputOf<Name>, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: pagesKey(name, input),
    queryFn: ({ pageParam, signal }) => client.call(name, { ...input, cursor: pageParam } as InputOf<Name>, signal),
    initialPageParam: null,
    getNextPageParam: (last) => (last as { nextCursor: string | null }).nextCursor,
    enabled: !isPaused && (options.enabled ?? true),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

function pagesKey<Name extends PagedQueryName>(name: Name, input: Omit<InputOf<Name>, 'cursor'>) {
  return [name, 'pages', input];
}

/** Takes back the question for a page that is under way, in the core as well; pages that are there stay. */
export function useStopPages<Name extends PagedQueryName>(name: Name): (input: Omit<InputOf<Name>, 'cursor'>) => void {
  const queries = useQueryClient();
  return (input) => void queries.cancelQueries({ queryKey: pagesKey(name, input) });
}

/**
 * One command of the contract; never retried by itself. `stale` are queries to ask again when it was done,
 * for commands that no event follows.
 */
export function useContractCommand<Name extends CommandName>(
  name: Name,
  stale: readonly QueryName[] = [],
): UseMutationResult<OutputOf<Name>, CallError, InputOf<Name>> {
  const { client } = useBridge();
  const queries = useQueryClient();
  return useMutation<OutputOf<Name>, CallError, InputOf<Name>>({
    mutationFn: (input) => client.call(name, input),
    onSuccess: () => Promise.all(stale.map((each) => refreshQueries(queries, each))),
  });
}
