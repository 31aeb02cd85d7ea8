import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { Replay } from '../../../src-shared/domain/replay.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { CountPill } from '../../ui/count-pill.tsx';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { Moment } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { ReplayStateBadge } from '../../widgets/replay-state-badge.tsx';
import classes from './replay.module.css';
import { ReplayFacts } from './replay-facts.tsx';
import { ReplayOutcome } from './replay-outcome.tsx';

type ReplaysPageProps = {
  openId: string | null;
  onOpen: (replayId: string | null) => void;
  /** The way to the message that was sent again. */
  onMessageOpen: (ref: MessageRef) => void;
  /** The way to the runs of many messages. */
  viewSwitch: ReactNode;
};

const idOf = (replay: Replay): string => replay.replayId;
const pageSize = 100;

/** What was sent again, by whom, and what became of it. */
export function ReplaysPage({ openId, onOpen, onMessageOpen, viewSwitch }: ReplaysPageProps) {
  const text = useText();
  const [state, setState] = useState<'open' | 'all'>('all');
  const [activeId, setActiveId] = useState<string | null>(openId);
  const list = usePagedQuery('replay.list', { limit: pageSize, state }, { keepPrevious: true });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useColumns(openId !== null);
  const model = useTableModel({
    id: 'replays',
    columns,
    rows,
    idOf,
    isHeld: openId !== null,
    question: state,
    isOldAnswer: list.isPlaceholderData,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <Page
      title={text('replay.title')}
      covers={text('replay.covers')}
      actions={
        <>
          <CountPill count={model.waiting} onClick={model.release} />
          <SegmentedControl
            size="xs"
            aria-label={text('replay.column.state')}
            value={state}
            data={[
              { value: 'all', label: text('replay.filter.all') },
              { value: 'open', label: text('replay.filter.open') },
            ]}
            onChange={(value) => setState(value === 'open' ? 'open' : 'all')}
          />
          {viewSwitch}
        </>
      }
    >
      <MasterDetail
        id="replays"
        master={
          <QueryView
            query={list}
            empty={() =>
              rows.length > 0 ? null : (
                <StateView kind="empty" title={text('replay.empty.title')} hint={text('replay.empty.text')} />
              )
            }
          >
            {() => (
              <VirtualTable
                label={text('replay.list')}
                model={model}
                activeId={activeId}
                onActivate={setActiveId}
                onOpen={onOpen}
                isOpen={(id) => id === openId}
                onEndReached={loadMore}
              />
            )}
          </QueryView>
        }
        detail={
          openId ? (
            <div className={classes.detail}>
              <ReplayFacts replayId={openId} onMessageOpen={onMessageOpen} />
              <ReplayOutcome replayId={openId} onClose={() => onOpen(null)} />
            </div>
          ) : null
        }
      />
    </Page>
  );
}

/** Fewer while one is open beside the list, which then says the rest. */
function useColumns(isNarrow: boolean): readonly TableColumn<Replay>[] {
  const text = useText();
  return useMemo(() => {
    const columns: TableColumn<Replay>[] = [
      { id: 'when', header: text('replay.column.when'), width: 172, cell: (row) => <Moment at={row.createdAt} /> },
      {
        id: 'state',
        header: text('replay.column.state'),
        width: 190,
        cell: (row) => <ReplayStateBadge state={row.state} />,
      },
      {
        id: 'channel',
        header: text('replay.column.channel'),
        width: 170,
        grow: isNarrow,
        cell: (row) => <Whole words={row.channelName} />,
      },
    ];
    if (isNarrow) return columns;
    return [
      ...columns,
      {
        id: 'bytes',
        header: text('replay.column.edited'),
        width: 96,
        cell: (row) => text(row.isEdited ? 'replay.edited' : 'replay.unchanged'),
      },
      { id: 'person', header: text('replay.column.person'), width: 170, cell: (row) => <Whole words={row.person} /> },
      {
        id: 'reason',
        header: text('replay.column.reason'),
        width: 220,
        grow: true,
        cell: (row) => <Whole words={row.reason ?? '–'} />,
      },
    ];
  }, [text, isNarrow]);
}

function Whole({ words }: { words: string }) {
  return <span title={words}>{words}</span>;
}
