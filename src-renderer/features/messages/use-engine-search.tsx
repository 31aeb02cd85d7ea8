import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { IndexedMessage } from '../../../src-shared/domain/indexed-message.ts';
import { usePagedQuery, useStopPages } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';

/** `isMore`: something was asked for that is not read to its end. */
type EngineSearch = { rows: readonly IndexedMessage[]; status: ReactNode; isMore: boolean };

const noRows: readonly IndexedMessage[] = [];

/** What is older than the index, asked of the engines a page at a time once a person wants it, until it is stopped or read to its end. */
export function useEngineSearch(input: {
  filter: InputOf<'messages.search'>['filter'];
  question: string;
  /** The index was looked through, and something was asked for. */
  isOffered: boolean;
}): EngineSearch {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const [asked, setAsked] = useState<{ filter: typeof input.filter; question: string; isStopped: boolean } | null>(
    null,
  );
  const current = asked?.question === input.question ? asked : null;
  const list = usePagedQuery(
    'messages.searchEngine',
    { filter: current?.filter ?? input.filter },
    { enabled: current !== null },
  );
  const stopPages = useStopPages('messages.searchEngine');
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError, isFetching } = list;
  const isRunning = current !== null && !current.isStopped && !isError && (isFetching || hasNextPage);
  useEffect(() => {
    if (isRunning && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isRunning, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const pages = current === null ? undefined : list.data?.pages;
  const rows = useMemo(() => pages?.flatMap(({ items }) => items) ?? noRows, [pages]);
  if (current === null) {
    const ask = () => setAsked({ filter: input.filter, question: input.question, isStopped: false });
    const offer = (
      <Button size="compact-xs" variant="default" onClick={ask}>
        {text('messages.engine.ask')}
      </Button>
    );
    return { rows, status: input.isOffered ? offer : null, isMore: false };
  }
  const last = pages?.at(-1);
  const stop = () => {
    setAsked({ ...current, isStopped: true });
    stopPages({ filter: current.filter });
  };
  const goOn = () => {
    setAsked({ ...current, isStopped: false });
    if (last === undefined) void list.refetch();
  };
  const said = list.error
    ? errorText(list.error.shape).title
    : last === undefined
      ? text(current.isStopped ? 'messages.engine.stopped' : 'messages.looking')
      : text(isRunning ? 'messages.engine.running' : 'messages.engine.ended', {
          done: last.channels - last.left,
          count: last.channels,
          time: last.searchedTo === null ? '–' : format.time(last.searchedTo),
        });
  const status = (
    <>
      <span>{said}</span>
      {isRunning ? (
        <Button size="compact-xs" variant="default" onClick={stop}>
          {text('messages.stop')}
        </Button>
      ) : hasNextPage || current.isStopped ? (
        <Button size="compact-xs" variant="default" onClick={goOn}>
          {text('messages.engine.goOn')}
        </Button>
      ) : null}
    </>
  );
  return { rows, status, isMore: hasNextPage || isFetching };
}
