import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { InputOf, OutputOf } from '../../../../src-shared/contract/index.ts';
import type { RunItem, RunItemPick } from '../../../../src-shared/domain/replay-run.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import type { CallError } from '../../../bridge/call-error.ts';
import { usePaused } from '../../../bridge/paused.ts';
import type { RowSource } from '../../../ui/virtual-table/row-source.ts';

type ItemRows = { source: RowSource<RunItem>; error: CallError | null; isPending: boolean; retry: () => void };

const pageRows = 200;

export const idOfItem = (item: RunItem): string => String(item.ordinal);

/**
 * The messages of a run in their order, of which only the pages looked at are here and asked anew when something changes.
 * @param total how many there are by `only`
 */
export function useItemRows({
  runId,
  only,
  total,
}: {
  runId: string;
  only: RunItemPick | null;
  total: number;
}): ItemRows {
  const { client } = useBridge();
  const queries = useQueryClient();
  const isPaused = usePaused();
  const [span, setSpan] = useState({ first: 0, last: 0 });
  const places = Array.from({ length: span.last - span.first + 1 }, (_, index) => span.first + index);
  const queryOf = useCallback(
    (page: number) => {
      const input: InputOf<'runs.items'> = { runId, only, after: 0, skip: page * pageRows, limit: pageRows };
      return {
        queryKey: ['runs.items', input],
        queryFn: ({ signal }: { signal: AbortSignal }) => client.call('runs.items', input, signal),
      };
    },
    [client, runId, only],
  );
  // Nothing stands in for a page that is not read: rows of another page would be at places that are not theirs.
  const { pages, error } = useQueries({
    queries: places.map((page) => ({ ...queryOf(page), enabled: !isPaused })),
    combine: pagesOf,
  });
  const source = useMemo((): RowSource<RunItem> => {
    const rowAt = (place: number): RunItem | null =>
      pages[Math.floor(place / pageRows) - span.first]?.[place % pageRows] ?? null;
    const idAt = (place: number): string | null => {
      const row = rowAt(place);
      return row === null ? null : idOfItem(row);
    };
    return {
      length: total,
      rowAt,
      idAt,
      indexOf(id) {
        for (const [index, page] of pages.entries()) {
          const at = page?.findIndex((item) => idOfItem(item) === id) ?? -1;
          if (at >= 0) return (span.first + index) * pageRows + at;
        }
        return -1;
      },
      slice: (from, to) =>
        Array.from({ length: Math.max(0, to - from) }, (_, index) => idAt(from + index)).filter((id) => id !== null),
      look(from, to) {
        const next = { first: Math.floor(from / pageRows), last: Math.floor(Math.max(from, to - 1) / pageRows) };
        setSpan((now) => (now.first === next.first && now.last === next.last ? now : next));
      },
      async read(from, to) {
        const wanted = new Set([from, Math.max(from, to - 1)].map((place) => Math.floor(place / pageRows)));
        await Promise.all([...wanted].map((page) => queries.prefetchQuery(queryOf(page))));
      },
    };
  }, [pages, total, span, queries, queryOf]);
  return {
    source,
    error,
    isPending: pages.every((page) => page === null),
    retry: () => void queries.refetchQueries({ queryKey: ['runs.items'], type: 'active' }),
  };
}

/** Stays the same object while the answers do. */
function pagesOf(results: UseQueryResult<OutputOf<'runs.items'>>[]) {
  return {
    pages: results.map(({ data }) => data?.items ?? null),
    // What the bridge's calls are rejected with.
    error: (results.find((each) => each.error !== null)?.error ?? null) as CallError | null,
  };
}
