import { useMemo } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { TableColumn } from '../../../ui/virtual-table/column.ts';
import { FailureKindLabel } from '../../../widgets/failure-kind-label.tsx';
import { GroupScope } from './group-scope.tsx';
import { GroupStateBadge } from './group-state-badge.tsx';
import type { GroupView } from './group-view.ts';
import classes from './groups.module.css';

/** Columns of the list of causes; fewer while one is open beside it. */
export function useGroupColumns(isNarrow: boolean): readonly TableColumn<GroupView>[] {
  const text = useText();
  const format = useFormat();
  return useMemo(() => {
    const columns: (TableColumn<GroupView> & { isWide?: boolean })[] = [
      {
        id: 'state',
        header: text('groups.column.state'),
        isHeaderHidden: isNarrow,
        width: isNarrow ? 62 : 186,
        cell: (row) => <GroupStateBadge group={row} isBrief={isNarrow} />,
      },
      {
        id: 'open',
        header: text('groups.column.open'),
        width: 56,
        align: 'end',
        sortValue: (row) => row.open,
        cell: (row) => <strong>{format.number(row.open)}</strong>,
      },
      {
        id: 'urgent',
        header: text('groups.column.urgent'),
        width: 60,
        align: 'end',
        sortValue: (row) => row.urgent,
        cell: (row) =>
          row.urgent > 0 ? <strong className={classes.urgent}>{format.number(row.urgent)}</strong> : null,
      },
      {
        id: 'what',
        header: text('groups.column.what'),
        width: isNarrow ? 148 : 250,
        grow: !isNarrow,
        cell: ({ cause }) =>
          isNarrow ? <FailureKindLabel kind={cause.kind} /> : <Whole words={text(`groupKind.${cause.kind}.what`)} />,
      },
      {
        id: 'scope',
        header: text('groups.column.scope'),
        width: isNarrow ? 96 : 160,
        grow: true,
        cell: (row) => <GroupScope group={row} />,
      },
      {
        id: 'sample',
        header: text('groups.column.sample'),
        width: 100,
        grow: true,
        isWide: true,
        cell: (row) => <Whole words={row.sample} />,
      },
      {
        id: 'channels',
        header: text('groups.column.channels'),
        width: 68,
        align: 'end',
        isWide: true,
        sortValue: (row) => row.channelCount,
        cell: (row) => format.number(row.channelCount),
      },
      {
        id: 'first',
        header: text('groups.column.first'),
        width: 78,
        isWide: true,
        sortValue: (row) => row.firstAt,
        cell: (row) => <RelativeTime at={row.firstAt} bare />,
      },
      {
        id: 'last',
        header: text('groups.column.last'),
        width: 74,
        isWide: true,
        sortValue: (row) => row.lastAt,
        cell: (row) => <RelativeTime at={row.lastAt} bare />,
      },
    ];
    return columns.filter((column) => !isNarrow || !column.isWide);
  }, [text, format, isNarrow]);
}

function Whole({ words }: { words: string }) {
  return (
    <span className={classes.oneLine} title={words}>
      {words}
    </span>
  );
}
