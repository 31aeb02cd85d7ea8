import { useCallback, useMemo, useState } from 'react';
import type { AffectedMessage } from '../../../src-shared/domain/affected-set.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import classes from './affected.module.css';
import type { SetPart } from './set-counts.tsx';

type SetMessagesProps = { setId: string; part: SetPart; onOpen: (message: AffectedMessage) => void };

const pageSize = 200;
const idOf = ({ connectionId, channelId, nativeId }: AffectedMessage): string =>
  `${connectionId}/${channelId}/${nativeId}`;

/** The messages of a frozen list as they stood then, newest first. */
export function SetMessages({ setId, part, onOpen }: SetMessagesProps) {
  const text = useText();
  const [activeId, setActiveId] = useState<string | null>(null);
  const list = usePagedQuery('affected.messages', { setId, part, limit: pageSize }, { keepPrevious: true });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const model = useTableModel({
    id: 'affected-messages',
    columns: useColumns(),
    rows,
    idOf,
    isHeld: false,
    question: JSON.stringify({ setId, part }),
    isOldAnswer: list.isPlaceholderData,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const open = (id: string): void => {
    const message = rows.find((row) => idOf(row) === id);
    if (message) onOpen(message);
  };
  return (
    <section className={classes.messages} aria-label={text('affected.messages')}>
      <div className={classes.section}>
        <h3>{text('affected.messages')}</h3>
      </div>
      <QueryView
        query={list}
        empty={() => (rows.length > 0 ? null : <StateView kind="empty" title={text('affected.messages.none')} />)}
      >
        {() => (
          <VirtualTable
            label={text('affected.messages')}
            model={model}
            activeId={activeId}
            onActivate={setActiveId}
            onOpen={open}
            onEndReached={more}
            keysWhen="focused"
          />
        )}
      </QueryView>
    </section>
  );
}

function useColumns(): readonly TableColumn<AffectedMessage>[] {
  const text = useText();
  return useMemo(
    () => [
      { id: 'time', header: text('messages.column.time'), width: 180, cell: (row) => <Moment at={row.receivedAt} /> },
      {
        id: 'status',
        header: text('messages.column.status'),
        width: 150,
        cell: (row) => (
          <span className={row.status === 'failed' ? classes.failed : undefined} data-uncertain={row.isUncertain}>
            {text(`messages.status.${row.status}`)}
            {row.isUncertain ? ` · ${text('affected.uncertain')}` : ''}
          </span>
        ),
      },
      {
        id: 'controlId',
        header: text('messages.column.controlId'),
        width: 170,
        grow: true,
        cell: (row) => <Whole words={row.header.messageControlId ?? '–'} isMono />,
      },
      {
        id: 'type',
        header: text('messages.column.type'),
        width: 96,
        cell: (row) => <span className="mono">{row.header.messageType ?? '–'}</span>,
      },
      {
        id: 'receiver',
        header: text('messages.column.receiver'),
        width: 110,
        cell: (row) => <Whole words={row.header.receiver ?? '–'} />,
      },
    ],
    [text],
  );
}

function Whole({ words, isMono = false }: { words: string; isMono?: boolean }) {
  return (
    <span className={isMono ? `mono ${classes.whole}` : classes.whole} title={words}>
      {words}
    </span>
  );
}
