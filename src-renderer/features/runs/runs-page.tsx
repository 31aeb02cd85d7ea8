import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { CountPill } from '../../ui/count-pill.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { Page } from '../../ui/page.tsx';
import { Moment } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { RunStateBadge } from './run-state-badge.tsx';
import type { RunRow } from './run-view.ts';
import classes from './runs.module.css';

type RunsPageProps = {
  onOpen: (runId: string) => void;
  /** The way to the replays of single messages. */
  viewSwitch: ReactNode;
};

const idOf = (run: RunRow): string => run.runId;
const pageSize = 30;

/** Runs of many messages: where each is, by whom, and how many of its messages stand where. */
export function RunsPage({ onOpen, viewSwitch }: RunsPageProps) {
  const text = useText();
  const [activeId, setActiveId] = useState<string | null>(null);
  const list = usePagedQuery('runs.list', { limit: pageSize }, { keepPrevious: true });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const model = useTableModel({ id: 'runs', columns: useColumns(), rows, idOf, isHeld: false });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <Page
      title={text('replay.title')}
      covers={text('runs.covers')}
      actions={
        <>
          <CountPill count={model.waiting} onClick={model.release} />
          {viewSwitch}
        </>
      }
    >
      <QueryView
        query={list}
        empty={() =>
          rows.length > 0 ? null : (
            <StateView kind="empty" title={text('runs.empty.title')} hint={text('runs.empty.text')} />
          )
        }
      >
        {() => (
          <VirtualTable
            label={text('runs.list')}
            model={model}
            activeId={activeId}
            onActivate={setActiveId}
            onOpen={onOpen}
            onEndReached={loadMore}
          />
        )}
      </QueryView>
    </Page>
  );
}

function useColumns(): readonly TableColumn<RunRow>[] {
  const text = useText();
  const format = useFormat();
  return useMemo(() => {
    const number = (id: 'waiting' | 'sent' | 'leftOut' | 'total', header: string): TableColumn<RunRow> => ({
      id,
      header,
      width: 80,
      align: 'end',
      cell: ({ counts }) => format.number(counts[id]),
    });
    return [
      { id: 'when', header: text('runs.column.planned'), width: 156, cell: (row) => <Moment at={row.createdAt} /> },
      {
        id: 'state',
        header: text('runs.column.state'),
        width: 190,
        cell: (row) => (
          <span className={classes.oneLine}>
            <RunStateBadge state={row.state} />
            {row.pauseReason ? <span className="dim"> · {text(`runs.pause.${row.pauseReason}.short`)}</span> : null}
          </span>
        ),
      },
      number('total', text('runs.column.total')),
      number('sent', text('runs.column.sent')),
      {
        id: 'confirmed',
        header: text('runs.column.confirmed'),
        width: 80,
        align: 'end',
        cell: ({ counts }) => format.number(confirmedOf(counts)),
      },
      {
        id: 'look',
        header: text('runs.column.toLookAt'),
        hint: text('runs.column.toLookAt.hint'),
        width: 80,
        align: 'end',
        cell: ({ counts }) => <ToLookAt count={toLookAtOf(counts)} />,
      },
      number('leftOut', text('runs.column.leftOut')),
      {
        id: 'person',
        header: text('replay.column.person'),
        width: 140,
        cell: (row) => <Whole words={row.person} />,
      },
      {
        id: 'reason',
        header: text('replay.column.reason'),
        width: 170,
        grow: true,
        cell: (row) => <Whole words={row.reason ?? '–'} />,
      },
    ];
  }, [text, format]);
}

function confirmedOf({ byState }: RunRow['counts']): number {
  return (
    (byState['confirmed-by-engine'] ?? 0) +
    (byState['confirmed-by-receiver'] ?? 0) +
    (byState['confirmed-by-apprec'] ?? 0)
  );
}

/** What a person has to settle: failed again, uncertain, or not sent. */
function toLookAtOf({ byState }: RunRow['counts']): number {
  return (byState['failed-again'] ?? 0) + (byState.unknown ?? 0) + (byState.rejected ?? 0);
}

function ToLookAt({ count }: { count: number }) {
  const format = useFormat();
  return count === 0 ? <span>0</span> : <strong className={classes.warn}>{format.number(count)}</strong>;
}

function Whole({ words }: { words: string }) {
  return (
    <span className={classes.oneLine} title={words}>
      {words}
    </span>
  );
}
