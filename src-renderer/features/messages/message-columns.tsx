import { useMemo } from 'react';
import type { IndexedMessage } from '../../../src-shared/domain/indexed-message.ts';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import classes from './messages.module.css';

/** `isFromEngine`: older than the index, told by the engine just now. */
export type ListedMessage = IndexedMessage & { isFromEngine?: boolean };

/** Columns of any list of messages; fewer while one is open beside it. */
export function useMessageColumns(isNarrow: boolean): readonly TableColumn<ListedMessage>[] {
  const text = useText();
  return useMemo(() => {
    const columns: (TableColumn<ListedMessage> & { isWide?: boolean })[] = [
      {
        id: 'time',
        header: text('messages.column.time'),
        width: 76,
        cell: (row) => <RelativeTime at={row.receivedAt} bare />,
      },
      {
        id: 'status',
        header: text('messages.column.status'),
        width: isNarrow ? 96 : 120,
        cell: (row) => (
          <span className={row.status === 'failed' ? classes.failed : undefined} data-status={row.status}>
            {text(`messages.status.${row.status}`)}
            {row.isFromEngine ? ` · ${text('messages.engine.mark')}` : ''}
          </span>
        ),
      },
      {
        id: 'channel',
        header: text('messages.column.channel'),
        width: isNarrow ? 130 : 200,
        grow: true,
        cell: (row) => <Whole text={row.channelName} />,
      },
      {
        id: 'type',
        header: text('messages.column.type'),
        width: isNarrow ? 90 : 110,
        cell: (row) => <span className="mono">{row.header.messageType ?? '–'}</span>,
      },
      {
        id: 'controlId',
        header: text('messages.column.controlId'),
        width: isNarrow ? 130 : 200,
        cell: (row) => <Whole text={row.header.messageControlId ?? '–'} isMono />,
      },
      {
        id: 'sender',
        header: text('messages.column.sender'),
        width: 150,
        isWide: true,
        cell: (row) => <Whole text={row.header.sender ?? '–'} />,
      },
      {
        id: 'receiver',
        header: text('messages.column.receiver'),
        width: 150,
        isWide: true,
        cell: (row) => <Whole text={row.header.receiver ?? '–'} />,
      },
    ];
    return columns.filter(({ isWide }) => !(isNarrow && isWide));
  }, [text, isNarrow]);
}

function Whole({ text, isMono = false }: { text: string; isMono?: boolean }) {
  return (
    <span className={isMono ? `mono ${classes.whole}` : classes.whole} title={text}>
      {text}
    </span>
  );
}
