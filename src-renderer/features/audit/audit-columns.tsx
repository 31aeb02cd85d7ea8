import { useMemo } from 'react';
import type { AuditEntry } from '../../../src-shared/domain/audit-entry.ts';
import { useText } from '../../locales/use-text.ts';
import { shortenMiddle } from '../../ui/copyable-id.tsx';
import { Moment } from '../../ui/relative-time.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import classes from './audit.module.css';

/** Columns of the audit log. What a procedure is called comes from the texts, never as a raw name where a text exists. */
export function useAuditColumns(): readonly TableColumn<AuditEntry>[] {
  const text = useText();
  return useMemo(
    () => [
      { id: 'sequence', header: text('audit.column.sequence'), width: 64, align: 'end', cell: (row) => row.sequence },
      { id: 'when', header: text('audit.column.when'), width: 150, cell: (row) => <Moment at={row.at} /> },
      { id: 'person', header: text('audit.column.person'), width: 150, cell: (row) => row.person },
      {
        id: 'what',
        header: text('audit.column.what'),
        width: 220,
        cell: (row) => text.from(`audit.procedure.${row.procedure}`, {}, row.procedure),
      },
      {
        id: 'target',
        header: text('audit.column.target'),
        width: 190,
        cell: (row) => (
          <span className="mono" title={row.target ?? ''}>
            {row.target ? shortenMiddle(row.target, 24) : ''}
          </span>
        ),
      },
      {
        id: 'reason',
        header: text('audit.column.reason'),
        width: 240,
        grow: true,
        cell: (row) => <Reason entry={row} />,
      },
      {
        id: 'outcome',
        header: text('audit.column.outcome'),
        width: 110,
        cell: (row) => (
          <span className={classes.outcome} data-outcome={row.outcome}>
            {text(`audit.outcome.${row.outcome}`)}
          </span>
        ),
      },
    ],
    [text],
  );
}

function Reason({ entry }: { entry: AuditEntry }) {
  const words = entry.reason ?? entry.summary;
  return (
    <span className={classes.reason} title={words}>
      {words}
    </span>
  );
}
