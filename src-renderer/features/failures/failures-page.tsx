import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { CountPill } from '../../ui/count-pill.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SelectionBar } from '../../ui/virtual-table/selection-bar.tsx';
import { useRowSelection } from '../../ui/virtual-table/use-row-selection.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { useFailureColumns } from './failure-columns.tsx';
import { type FilterChoice, filterOf, isNarrowed, wholeList } from './failure-filter.ts';
import classes from './failures.module.css';
import { FilterBar } from './filter-bar.tsx';
import { mostTaken, useTakeMore } from './use-take-more.ts';

type FailuresPageProps = {
  openId: string | null;
  /** What another page sent here to look for; null = nothing. */
  searchText: string | null;
  onOpen: (failure: Failure | null) => void;
  /** What can be done with the failures chosen, in the order of the list. */
  selectionActions: (chosen: readonly Failure[]) => ReactNode;
  /** What is open beside the list, given the way to the neighbours in it; null = nothing. */
  /** The open message needs the whole width; the list keeps its state meanwhile. */
  isDetailWhole: boolean;
  detail: ((step: { next: (() => void) | null; previous: (() => void) | null }) => ReactNode) | null;
};

const pageSize = 100;
const idOf = (failure: Failure): string => failure.failureId;
const nameOf = ({ channelName, header }: Failure): string =>
  [channelName, header.messageType, header.messageControlId].filter(Boolean).join(' · ');

/** Messages that need a person: filter, list, and the one that is open. */
export function FailuresPage({
  openId,
  searchText,
  onOpen,
  selectionActions,
  detail,
  isDetailWhole,
}: FailuresPageProps) {
  const text = useText();
  const now = useNow();
  const [choice, setChoice] = useState<FilterChoice>({ ...wholeList, text: searchText ?? '' });
  useEffect(() => {
    if (searchText !== null) setChoice({ ...wholeList, text: searchText });
  }, [searchText]);
  const [settled] = useDebouncedValue(choice, 200);
  const filter = useMemo(() => filterOf(settled, now), [settled, now]);
  const list = usePagedQuery('failures.list', { filter, limit: pageSize }, { keepPrevious: true });
  const [activeId, setActiveId] = useState<string | null>(openId);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useFailureColumns(detail !== null);
  const question = JSON.stringify(settled);
  const selection = useRowSelection({ rows, idOf, question });
  const ids = useMemo(() => rows.map(idOf), [rows]);
  const { isTaking, take } = useTakeMore({ ids, selection, list });
  const model = useTableModel({
    id: 'failures',
    columns,
    rows,
    idOf,
    isHeld: openId !== null || selection.ids.size > 0,
    question,
    isOldAnswer: list.isPlaceholderData,
  });
  const latest = list.data?.pages[0];

  const open = (id: string): void => onOpen(model.rows.find((row) => idOf(row) === id) ?? null);
  const step = (by: number): (() => void) | null => {
    const at = model.rows.findIndex((row) => idOf(row) === openId);
    const target = at < 0 ? undefined : model.rows[at + by];
    if (!target) return null;
    return () => {
      setActiveId(idOf(target));
      onOpen(target);
    };
  };
  const next = step(1);
  const previous = step(-1);
  useKeys([
    { keys: ']', label: text('message.next'), run: () => next?.() },
    { keys: '[', label: text('message.previous'), run: () => previous?.() },
    {
      keys: 'Escape',
      label: text('message.close'),
      run: () => (selection.ids.size > 0 ? selection.clear() : onOpen(null)),
    },
  ]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <Page
      title={text('failures.title')}
      covers={text('failures.covers')}
      actions={<CountPill count={model.waiting} onClick={model.release} />}
      status={latest ? <Status answer={latest} isLoadingMore={isFetchingNextPage} /> : null}
    >
      <ListAndDetail
        isDetailWhole={isDetailWhole}
        list={
          <div className={classes.list}>
            <FilterBar choice={choice} onChoice={setChoice} now={now} />
            <div className={classes.rows}>
              {rows.length > 0 ? (
                <VirtualTable
                  label={text('failures.list')}
                  model={model}
                  activeId={activeId}
                  onActivate={setActiveId}
                  onOpen={open}
                  isOpen={(id) => id === openId}
                  choosing={{ selection, nameOf }}
                  onEndReached={loadMore}
                />
              ) : (
                <NoRows list={list} isNarrowed={isNarrowed(choice)} onClear={() => setChoice(wholeList)} />
              )}
            </div>
            <SelectionBar
              selection={selection}
              loaded={rows.length}
              total={latest?.total ?? null}
              more={
                rows.length < mostTaken
                  ? {
                      label: text('failures.takeMore', { count: Math.min(mostTaken, latest?.total ?? mostTaken) }),
                      isBusy: isTaking,
                      run: take,
                    }
                  : null
              }
            >
              {selectionActions(model.rows.filter((row) => selection.ids.has(idOf(row))))}
            </SelectionBar>
          </div>
        }
        detail={detail?.({ next, previous }) ?? null}
      />
    </Page>
  );
}

function ListAndDetail({
  list,
  detail,
  isDetailWhole,
}: {
  list: ReactNode;
  detail: ReactNode | null;
  isDetailWhole: boolean;
}) {
  if (isDetailWhole && detail) return detail;
  return <MasterDetail id="failures" masterShare={42} master={list} detail={detail} />;
}

type NoRowsProps = {
  list: Pick<ReturnType<typeof usePagedQuery<'failures.list'>>, 'isPending' | 'error' | 'refetch'>;
  isNarrowed: boolean;
  onClear: () => void;
};

function NoRows({ list, isNarrowed: isFiltered, onClear }: NoRowsProps) {
  const text = useText();
  const errorText = useErrorText();
  if (list.error)
    return (
      <StateView
        kind="error"
        {...errorText(list.error.shape)}
        action={{ label: text('ui.tryAgain'), run: () => void list.refetch() }}
      />
    );
  if (list.isPending) return <StateView kind="loading" />;
  if (isFiltered)
    return (
      <StateView
        kind="empty"
        title={text('failures.noMatch.title')}
        action={{ label: text('failures.clearFilter'), run: onClear }}
      />
    );
  return <StateView kind="empty" title={text('failures.empty.title')} hint={text('failures.empty.text')} />;
}

/** What is loaded, since when, and how fresh it is. */
function Status({ answer, isLoadingMore }: { answer: OutputOf<'failures.list'>; isLoadingMore: boolean }) {
  const text = useText();
  const format = useFormat();
  const { coverage } = answer;
  return (
    <span className={classes.status}>
      <span>{text('failures.status.total', { count: answer.total })}</span>
      {answer.urgent > 0 ? <strong>{text('failures.status.urgent', { count: answer.urgent })}</strong> : null}
      {coverage.oldestAt ? (
        <span>{text('failures.status.since', { time: format.time(coverage.oldestAt) })}</span>
      ) : null}
      <span>{text('failures.status.older')}</span>
      {coverage.refreshedAt ? (
        <span>
          <RelativeTime at={coverage.refreshedAt} />
        </span>
      ) : null}
      {coverage.behind ? <span>{text('failures.status.behind')}</span> : null}
      {isLoadingMore ? <span>{text('failures.more')}</span> : null}
    </span>
  );
}
