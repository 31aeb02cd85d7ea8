import { Checkbox, SegmentedControl, Select } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { overdueStates } from '../../../src-shared/domain/trace/expectation.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import classes from './overdue.module.css';
import { useOverdueColumns } from './overdue-columns.tsx';
import { OverdueLimits } from './overdue-limits.tsx';
import { type OverdueAnswer, type OverdueRow, type OverdueView, overdueViews } from './overdue-view.ts';

type Filter = { sender: string | null; urgentOnly: boolean; state: OverdueRow['state'] | null };
type OverduePageProps = {
  openId: string | null;
  onOpen: (expectationId: string | null) => void;
  onView: (view: OverdueView) => void;
  /** Of the row that is open; null = it is not among those loaded. */
  detail: (row: OverdueRow | null) => ReactNode;
};

const pageSize = 100;
const everyMs = 60_000;
const idOf = (row: OverdueRow): string => row.expectationId;

/** What should have been answered by now: urgent ones first, then the longest overdue. */
export function OverduePage({ openId, onOpen, onView, detail }: OverduePageProps) {
  const text = useText();
  const [filter, setFilter] = useState<Filter>({ sender: null, urgentOnly: false, state: null });
  const [activeId, setActiveId] = useState<string | null>(openId);
  const list = usePagedQuery('expectations.overdue', { ...filter, limit: pageSize }, { keepPrevious: true });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const answer = list.data?.pages[0] ?? null;
  const columns = useOverdueColumns(openId !== null);
  const model = useTableModel({ id: 'overdue', columns, rows, idOf, isHeld: openId !== null });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list;
  // Nothing has to happen for more to become overdue.
  useEffect(() => {
    const timer = setInterval(() => void refetch(), everyMs);
    return () => clearInterval(timer);
  }, [refetch]);
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const step = (by: number): void => {
    const at = model.rows.findIndex((row) => row.expectationId === openId);
    const target = at < 0 ? undefined : model.rows[at + by];
    if (target === undefined) return;
    setActiveId(target.expectationId);
    onOpen(target.expectationId);
  };
  useKeys([
    { keys: ']', label: text('overdue.next'), run: () => step(1) },
    { keys: '[', label: text('overdue.previous'), run: () => step(-1) },
    ...(openId === null ? [] : [{ keys: 'Escape', label: text('keys.closeDetail'), run: () => onOpen(null) }]),
  ]);
  return (
    <Page
      title={text('nav.overdue')}
      covers={text('overdue.covers')}
      actions={
        <>
          <Filters filter={filter} senders={answer?.senders ?? []} onFilter={setFilter} />
          <ViewSwitch view="list" onView={onView} />
        </>
      }
      status={answer ? <Status answer={answer} /> : null}
    >
      <MasterDetail
        id="overdue"
        masterShare={50}
        master={
          <div className={classes.list}>
            {answer ? <OverdueLimits answer={answer} /> : null}
            <div className={classes.rows}>
              <QueryView
                query={list}
                empty={() => (rows.length > 0 || answer === null ? null : <Nothing answer={answer} />)}
              >
                {() => (
                  <VirtualTable
                    label={text('overdue.list')}
                    model={model}
                    activeId={activeId}
                    onActivate={setActiveId}
                    onOpen={onOpen}
                    isOpen={(id) => id === openId}
                    onEndReached={loadMore}
                  />
                )}
              </QueryView>
            </div>
          </div>
        }
        detail={openId === null ? null : detail(rows.find((row) => row.expectationId === openId) ?? null)}
      />
    </Page>
  );
}

export function ViewSwitch({ view, onView }: { view: OverdueView; onView: (view: OverdueView) => void }) {
  const text = useText();
  return (
    <SegmentedControl
      size="xs"
      aria-label={text('overdue.view')}
      value={view}
      data={overdueViews.map((each) => ({ value: each, label: text(`overdue.view.${each}`) }))}
      onChange={(value) => onView(overdueViews.find((each) => each === value) ?? 'list')}
    />
  );
}

type FiltersProps = { filter: Filter; senders: OverdueAnswer['senders']; onFilter: (filter: Filter) => void };

function Filters({ filter, senders, onFilter }: FiltersProps) {
  const text = useText();
  const known = senders.map(({ sender }) => sender);
  const names = filter.sender === null || known.includes(filter.sender) ? known : [...known, filter.sender];
  return (
    <>
      <Checkbox
        size="xs"
        label={text('overdue.urgentOnly')}
        checked={filter.urgentOnly}
        onChange={(event) => onFilter({ ...filter, urgentOnly: event.currentTarget.checked })}
      />
      <Select
        size="xs"
        w={150}
        clearable
        aria-label={text('overdue.sender')}
        placeholder={text('overdue.anySender')}
        data={names.map((name) => ({ value: name, label: name === '' ? text('overdue.noSender') : name }))}
        value={filter.sender}
        onChange={(sender) => onFilter({ ...filter, sender })}
      />
      <Select
        size="xs"
        w={160}
        clearable
        aria-label={text('overdue.column.state')}
        placeholder={text('overdue.anyState')}
        data={overdueStates.map((each) => ({ value: each, label: text(`overdue.state.answer.${each}`) }))}
        value={filter.state}
        onChange={(state) => onFilter({ ...filter, state: overdueStates.find((each) => each === state) ?? null })}
      />
    </>
  );
}

function Status({ answer: { total, urgent, waiting, asOf } }: { answer: OverdueAnswer }) {
  const text = useText();
  const format = useFormat();
  return (
    <>
      <span>{text('overdue.status', { count: total, urgent: format.number(urgent) })}</span>
      <span>{text('overdue.waiting', { count: waiting })}</span>
      <span>{asOf === null ? text('overdue.asOfNothing') : text('overdue.asOf', { time: format.clock(asOf) })}</span>
    </>
  );
}

/** No rows are good news only where something could be judged. */
function Nothing({ answer: { asOf, waiting } }: { answer: OverdueAnswer }) {
  const text = useText();
  if (asOf === null)
    return <StateView kind="empty" title={text('overdue.empty.unknown')} hint={text('overdue.empty.unknownHint')} />;
  return (
    <StateView kind="empty" title={text('overdue.empty.title')} hint={text('overdue.empty.hint', { count: waiting })} />
  );
}
