import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { AffectedSet } from '../../../src-shared/domain/affected-set.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import classes from './affected.module.css';

type AffectedPageProps = {
  openId: string | null;
  onOpen: (setId: string | null) => void;
  /** The way to a new list; null while it is open. */
  onNew: (() => void) | null;
  detail: ReactNode | null;
};

const idOf = (set: AffectedSet): string => set.setId;
const pageSize = 100;

/** The frozen lists of what a fault touched, each with its address. */
export function AffectedPage({ openId, onOpen, onNew, detail }: AffectedPageProps) {
  const text = useText();
  const may = useMay();
  const [activeId, setActiveId] = useState<string | null>(openId);
  const list = usePagedQuery('affected.list', { limit: pageSize }, { keepPrevious: true });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useColumns(detail !== null);
  const model = useTableModel({ id: 'affected', columns, rows, idOf, isHeld: false });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useKeys([{ keys: 'Escape', label: text('affected.close'), run: () => onOpen(null) }]);
  const mayFreeze = may('affected.freeze');
  return (
    <Page
      title={text('affected.title')}
      covers={text('affected.covers')}
      actions={
        mayFreeze ? (
          <Button size="xs" disabled={onNew === null} onClick={() => onNew?.()}>
            {text('affected.new')}
          </Button>
        ) : null
      }
    >
      <MasterDetail
        id="affected"
        masterShare={32}
        master={
          <QueryView
            query={list}
            empty={() =>
              rows.length > 0 ? null : (
                <StateView kind="empty" title={text('affected.empty.title')} hint={text('affected.empty.text')} />
              )
            }
          >
            {() => (
              <VirtualTable
                label={text('affected.list')}
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
        detail={detail}
      />
    </Page>
  );
}

/** Fewer while one is open beside the list, which then says the rest. */
function useColumns(isNarrow: boolean): readonly TableColumn<AffectedSet>[] {
  const text = useText();
  const format = useFormat();
  return useMemo(() => {
    const columns: TableColumn<AffectedSet>[] = [
      {
        id: 'name',
        header: text('affected.name'),
        width: 170,
        grow: true,
        cell: (row) => <Whole words={row.name ?? text('affected.nameGone')} />,
      },
      {
        id: 'count',
        header: text('affected.column.count'),
        width: 92,
        cell: (row) => format.number(row.counts.total),
      },
      {
        id: 'frozen',
        header: text('affected.column.frozen'),
        width: 84,
        cell: (row) => <RelativeTime at={row.frozenAt} bare />,
      },
    ];
    if (isNarrow) return columns;
    return [
      ...columns,
      {
        id: 'channel',
        header: text('messages.column.channel'),
        width: 220,
        cell: (row) => <Whole words={row.channelName ?? text('messages.filter.anyChannel')} />,
      },
      {
        id: 'revision',
        header: text('affected.revision'),
        width: 100,
        cell: (row) => (row.filter.revision === null ? '–' : row.filter.revision),
      },
      {
        id: 'person',
        header: text('affected.column.person'),
        width: 180,
        cell: (row) => <Whole words={row.frozenBy} />,
      },
    ];
  }, [text, format, isNarrow]);
}

function Whole({ words }: { words: string }) {
  return (
    <span className={classes.whole} title={words}>
      {words}
    </span>
  );
}
