import { useMemo } from 'react';
import { rankOf } from '../../../src-shared/domain/alerts/causes.ts';
import { nextDue } from '../../../src-shared/domain/duty/checklist.ts';
import type { Incident } from '../../../src-shared/domain/duty/incident.ts';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import { subjectOf } from './incident-view.ts';
import classes from './incidents.module.css';
import { TimeLeft } from './time-left.tsx';

/** Columns of incidents; fewer while one is open beside them. */
export function useIncidentColumns(isNarrow: boolean): readonly TableColumn<Incident>[] {
  const text = useText();
  return useMemo(() => {
    const columns: (TableColumn<Incident> & { isWide?: boolean })[] = [
      {
        id: 'severity',
        header: text('overview.severity'),
        width: 104,
        sortValue: (row) => rankOf(row.severity),
        cell: (row) => <SeverityBadge severity={row.severity} />,
      },
      {
        id: 'number',
        header: text('incidents.column.number'),
        width: 128,
        sortValue: (row) => row.number,
        cell: (row) => row.number,
      },
      {
        id: 'what',
        header: text('incidents.column.what'),
        width: 200,
        grow: true,
        cell: (row) => <Whole words={subjectOf(row, text)} />,
      },
      {
        id: 'age',
        header: text('incidents.column.age'),
        width: 84,
        isWide: true,
        sortValue: (row) => row.openedAt,
        cell: (row) => <RelativeTime at={row.openedAt} bare />,
      },
      {
        id: 'owner',
        header: text('incidents.column.owner'),
        width: 150,
        isWide: true,
        sortValue: (row) => row.owner?.name ?? '',
        cell: (row) => <Whole words={row.owner?.name ?? text('incidents.nobody')} />,
      },
      {
        id: 'state',
        header: text('incidents.column.state'),
        width: 140,
        isWide: true,
        cell: (row) => text(`incident.state.${row.state}`),
      },
      {
        id: 'next',
        header: text('incidents.column.next'),
        width: 150,
        isWide: true,
        cell: (row) => <Next incident={row} />,
      },
    ];
    return isNarrow ? columns.filter(({ isWide }) => !isWide) : columns;
  }, [text, isNarrow]);
}

function Next({ incident }: { incident: Incident }) {
  const next = incident.state === 'resolved' ? null : nextDue(incident.checks);
  return next === null ? '–' : <TimeLeft dueAt={next.dueAt} />;
}

function Whole({ words }: { words: string }) {
  return (
    <span className={classes.oneLine} title={words}>
      {words}
    </span>
  );
}
