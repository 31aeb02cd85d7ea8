import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { IndexedMessage } from '../../../src-shared/domain/indexed-message.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import type { AddressChoice } from '../../bridge/use-address-choice.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { type Coverage, CoverageStatus, namesOf } from './coverage-status.tsx';
import { type ListedMessage, useMessageColumns } from './message-columns.tsx';
import { everyMessage, filterOf, type MessageChoice, MessageFilterBar } from './message-filter-bar.tsx';
import classes from './messages.module.css';
import { useEngineSearch } from './use-engine-search.tsx';

export type Neighbours = { next: (() => void) | null; previous: (() => void) | null };

type MessagesPageProps = {
  openId: string | null;
  /** The filter, which the address holds. */
  address: AddressChoice<MessageChoice>;
  onOpen: (message: IndexedMessage | null) => void;
  /** Saved views of this list. */
  views: ReactNode;
  onReconcile: () => void;
  onAffected: () => void;
  /** What is open beside the list, given the way to the neighbours in it; null = nothing. */
  detail: ((step: Neighbours) => ReactNode) | null;
};

const pageSize = 100;
const messageIdOf = ({ connectionId, channelId, nativeId }: IndexedMessage): string =>
  `${connectionId}/${channelId}/${nativeId}`;

/** Every message of the index, whatever became of it: one box, a list, and what the answer covers. */
export function MessagesPage({ openId, address, onOpen, views, onReconcile, onAffected, detail }: MessagesPageProps) {
  const text = useText();
  const now = useNow();
  const { choice } = address;
  const [settled] = useDebouncedValue(choice, 200);
  const filter = useMemo(() => filterOf(settled, now), [settled, now]);
  const list = usePagedQuery('messages.search', { filter, limit: pageSize }, { keepPrevious: true });
  const indexed = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const question = JSON.stringify(settled);
  const isNarrowed = question !== JSON.stringify(everyMessage);
  const older = useEngineSearch({
    filter,
    question,
    isOffered:
      isNarrowed && choice === settled && list.data !== undefined && !list.hasNextPage && !list.isPlaceholderData,
  });
  const rows = useMemo(() => withOlder(indexed, older.rows), [indexed, older.rows]);
  const [activeId, setActiveId] = useState<string | null>(openId);
  const columns = useMessageColumns(detail !== null);
  const model = useTableModel({
    id: 'messages',
    columns,
    rows,
    idOf: messageIdOf,
    isHeld: openId !== null,
    question,
    isOldAnswer: list.isPlaceholderData,
  });
  const looking = useLooking(list, { rows: indexed.length, question });
  const step = (by: number): (() => void) | null => {
    const at = model.rows.findIndex((row) => messageIdOf(row) === openId);
    const target = at < 0 ? undefined : model.rows[at + by];
    if (!target) return null;
    return () => {
      setActiveId(messageIdOf(target));
      onOpen(target);
    };
  };
  const neighbours = { next: step(1), previous: step(-1) };
  useKeys([
    { keys: ']', label: text('message.next'), run: () => neighbours.next?.() },
    { keys: '[', label: text('message.previous'), run: () => neighbours.previous?.() },
    { keys: 'Escape', label: text('message.close'), run: () => onOpen(null) },
  ]);
  const isMore = list.hasNextPage || older.isMore;
  const coverage = list.data?.pages[0]?.coverage ?? null;
  const isAsking = list.isPending || (rows.length === 0 && looking.isLooking);
  return (
    <Page
      title={text('messages.title')}
      covers={text('messages.covers')}
      actions={
        <>
          {views}
          <Button size="xs" variant="default" onClick={onAffected}>
            {text('affected.title')}
          </Button>
          <Button size="xs" variant="default" onClick={onReconcile}>
            {text('messages.reconcile.title')}
          </Button>
        </>
      }
      status={
        coverage ? (
          <span className={classes.status}>
            {rows.length > 0 ? (
              <span>{text(isMore ? 'messages.status.moreThan' : 'messages.status.total', { count: rows.length })}</span>
            ) : null}
            <CoverageStatus coverage={coverage} />
            {looking.status}
            {older.status}
          </span>
        ) : null
      }
    >
      <MasterDetail
        id="messages"
        masterShare={46}
        master={
          <div className={classes.list}>
            <MessageFilterBar address={address} />
            <div className={classes.rows}>
              {rows.length > 0 ? (
                <VirtualTable
                  label={text('messages.list')}
                  model={model}
                  activeId={activeId}
                  onActivate={setActiveId}
                  onOpen={(id) => onOpen(rows.find((row) => messageIdOf(row) === id) ?? null)}
                  isOpen={(id) => id === openId}
                  onEndReached={looking.more}
                />
              ) : (
                <NoRows list={list} isAsking={isAsking} coverage={coverage} isNarrowed={isNarrowed} />
              )}
            </div>
          </div>
        }
        detail={detail?.(neighbours) ?? null}
      />
    </Page>
  );
}

/** A message of the index again from the engine is the one of the index. */
function withOlder(indexed: readonly IndexedMessage[], older: readonly IndexedMessage[]): ListedMessage[] {
  const known = new Set(indexed.map(messageIdOf));
  const fresh = older.filter((message) => !known.has(messageIdOf(message)));
  return [...indexed, ...fresh.map((message) => ({ ...message, isFromEngine: true }))];
}

type Paged = Pick<
  ReturnType<typeof usePagedQuery<'messages.search'>>,
  'data' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'isError'
>;

/** Goes on by itself while too few were found, a part of the index at a time; the person may stop it. */
function useLooking(list: Paged, { rows, question }: { rows: number; question: string }) {
  const text = useText();
  const format = useFormat();
  const [stopped, setStopped] = useState<string | null>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = list;
  const isLooking = hasNextPage && rows < pageSize && !isError && stopped !== question;
  useEffect(() => {
    if (isLooking && !isFetchingNextPage) void fetchNextPage();
  }, [isLooking, isFetchingNextPage, fetchNextPage]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const searchedTo = list.data?.pages.at(-1)?.searchedTo ?? null;
  const status = isLooking ? (
    <>
      <span>
        {searchedTo === null ? text('messages.looking') : text('messages.lookingTo', { time: format.time(searchedTo) })}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => setStopped(question)}>
        {text('messages.stop')}
      </Button>
    </>
  ) : null;
  return { isLooking, more, status };
}

type NoRowsProps = {
  list: Pick<ReturnType<typeof usePagedQuery<'messages.search'>>, 'error' | 'refetch'>;
  isAsking: boolean;
  coverage: Coverage | null;
  isNarrowed: boolean;
};

/** Never "nothing found" where something was not looked at. */
function NoRows({ list, isAsking, coverage, isNarrowed }: NoRowsProps) {
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
  if (isAsking || coverage === null) return <StateView kind="loading" />;
  if (coverage.indexed === 0)
    return (
      <StateView kind="empty" title={text('messages.noneIndexed.title')} hint={text('messages.noneIndexed.text')} />
    );
  const { notIndexed } = coverage;
  return (
    <StateView
      kind="empty"
      title={text(isNarrowed ? 'messages.absent.title' : 'messages.empty.title')}
      hint={
        notIndexed.length === 0
          ? text('messages.absent.all', { count: coverage.indexed })
          : text('messages.absent.some', { count: notIndexed.length, names: namesOf(notIndexed) })
      }
    />
  );
}
