import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import classes from './overdue.module.css';
import type { OverdueRow } from './overdue-view.ts';

/** Columns of what is overdue; fewer while one is open beside them. */
export function useOverdueColumns(isNarrow: boolean): readonly TableColumn<OverdueRow>[] {
  const text = useText();
  const format = useFormat();
  return useMemo(() => {
    const columns: (TableColumn<OverdueRow> & { isWide?: boolean })[] = [
      {
        id: 'state',
        header: text('overdue.column.state'),
        width: 180,
        cell: (row) => <State row={row} />,
      },
      {
        id: 'age',
        header: text('overdue.column.age'),
        width: 90,
        align: 'end',
        cell: (row) => <Age dueAt={row.dueAt} />,
      },
      {
        id: 'who',
        header: text('overdue.column.who'),
        width: 262,
        isWide: true,
        cell: (row) => <Whole words={partiesOf(row)} />,
      },
      {
        id: 'channel',
        header: text('messages.column.channel'),
        width: 160,
        grow: true,
        cell: (row) => <Whole words={row.relation.channelName} />,
      },
      {
        id: 'ordered',
        header: text('overdue.column.ordered'),
        width: 120,
        isWide: true,
        cell: (row) => <RelativeTime at={row.orderedAt} />,
      },
      {
        id: 'due',
        header: text('overdue.column.due'),
        width: 170,
        isWide: true,
        cell: (row) => format.time(row.dueAt),
      },
      {
        id: 'message',
        header: text('overdue.column.message'),
        width: 110,
        isWide: true,
        cell: (row) => <span className="mono">{row.controlId ?? '–'}</span>,
      },
    ];
    return columns.filter(({ isWide }) => !isNarrow || isWide !== true);
  }, [text, format, isNarrow]);
}

/** Who asked whom, as the message says. */
export function partiesOf({ relation: { sender, receiver } }: Pick<OverdueRow, 'relation'>): string {
  return [sender, receiver].map((name) => (name === '' ? '?' : name)).join(' → ');
}

/** Urgent by icon and word, not by colour alone. */
function State({ row: { isUrgent, relation, state } }: { row: OverdueRow }) {
  const text = useText();
  return (
    <span className={classes.state}>
      {isUrgent ? (
        <span className={classes.urgent}>
          <IconAlertTriangle size={14} aria-hidden /> {text('overdue.urgent')}
        </span>
      ) : null}
      <span>{text(`overdue.state.${relation.kind}.${state}`)}</span>
    </span>
  );
}

function Age({ dueAt }: { dueAt: number }) {
  const format = useFormat();
  const now = useNow();
  return <span title={format.both(dueAt)}>{format.duration(Math.max(0, now - dueAt))}</span>;
}

function Whole({ words }: { words: string }) {
  return (
    <span className={classes.oneLine} title={words}>
      {words}
    </span>
  );
}
