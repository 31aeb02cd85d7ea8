import { useMemo } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import classes from './waiting.module.css';
import { messageNameOf, oldestQueueOf, receiverNameOf, type WaitingReceiver } from './waiting-view.ts';
import { NextTry, UrgentCount } from './waiting-words.tsx';

/** Columns of the receivers that messages wait for; fewer while one is open beside them. */
export function useReceiverColumns(isNarrow: boolean): readonly TableColumn<WaitingReceiver>[] {
  const text = useText();
  const format = useFormat();
  return useMemo(() => {
    const columns: (TableColumn<WaitingReceiver> & { isWide?: boolean })[] = [
      {
        id: 'receiver',
        header: text('waiting.column.receiver'),
        width: 150,
        grow: true,
        sortValue: receiverNameOf,
        cell: (row) => <Whole words={receiverNameOf(row)} />,
      },
      {
        id: 'target',
        header: text('waiting.column.target'),
        width: 150,
        isWide: true,
        cell: (row) => <Whole words={row.target ?? '–'} isMono />,
      },
      {
        id: 'count',
        header: text('waiting.column.count'),
        width: 76,
        align: 'end',
        sortValue: (row) => row.count,
        cell: (row) => <strong>{format.number(row.count)}</strong>,
      },
      {
        id: 'urgent',
        header: text('waiting.column.urgent'),
        width: 104,
        align: 'end',
        sortValue: (row) => row.urgent,
        cell: (row) => <UrgentCount of={row} />,
      },
      {
        id: 'oldest',
        header: text('waiting.column.oldest'),
        width: 76,
        sortValue: (row) => row.oldestAt,
        cell: (row) => (row.oldestAt === null ? '–' : <RelativeTime at={row.oldestAt} bare />),
      },
      {
        id: 'head',
        header: text('waiting.column.head'),
        width: 190,
        isWide: true,
        cell: (row) => {
          const head = oldestQueueOf(row)?.head;
          return <Whole words={head ? messageNameOf(head) : text('waiting.head.none')} />;
        },
      },
      {
        id: 'attempt',
        header: text('waiting.column.attempt'),
        width: 74,
        align: 'end',
        isWide: true,
        cell: (row) => {
          const head = oldestQueueOf(row)?.head;
          return head ? format.number(head.sendAttempts) : '–';
        },
      },
      {
        id: 'next',
        header: text('waiting.column.next'),
        width: 104,
        isWide: true,
        cell: (row) => {
          const queue = oldestQueueOf(row) ?? row.queues[0];
          return queue ? <NextTry queue={queue} /> : null;
        },
      },
      {
        id: 'engine',
        header: text('waiting.column.engine'),
        width: 120,
        isWide: true,
        cell: (row) => <Whole words={row.engineName} />,
      },
    ];
    return columns.filter(({ isWide }) => !(isNarrow && isWide));
  }, [text, format, isNarrow]);
}

function Whole({ words, isMono = false }: { words: string; isMono?: boolean }) {
  return (
    <span className={isMono ? `mono ${classes.oneLine}` : classes.oneLine} title={words}>
      {words}
    </span>
  );
}
