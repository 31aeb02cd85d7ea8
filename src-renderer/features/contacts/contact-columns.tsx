import { useMemo } from 'react';
import { type Contact, isStale } from '../../../src-shared/domain/contacts/contact.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useNow } from '../../ui/use-now.ts';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import classes from './contacts.module.css';

/** Columns of contacts; fewer while one is open beside them. */
export function useContactColumns(isNarrow: boolean): readonly TableColumn<Contact>[] {
  const text = useText();
  const format = useFormat();
  const today = Math.floor(useNow() / 3_600_000) * 3_600_000;
  return useMemo(() => {
    const columns: (TableColumn<Contact> & { isWide?: boolean })[] = [
      {
        id: 'name',
        header: text('contacts.name'),
        width: 200,
        grow: true,
        sortValue: (row) => row.name,
        cell: (row) => <span className={`${classes.oneLine} strong`}>{row.name}</span>,
      },
      {
        id: 'kind',
        header: text('contacts.kind'),
        width: 100,
        sortValue: (row) => text(`contacts.kind.${row.kind}`),
        cell: (row) => text(`contacts.kind.${row.kind}`),
      },
      { id: 'duty', header: text('contacts.dutyPhone'), width: 140, cell: (row) => row.dutyPhone || row.phone || '–' },
      {
        id: 'hours',
        header: text('contacts.dutyHours'),
        width: 130,
        isWide: true,
        cell: (row) => <span className={classes.oneLine}>{row.dutyHours || '–'}</span>,
      },
      {
        id: 'night',
        header: text('contacts.night'),
        width: 150,
        sortValue: (row) => row.night,
        cell: (row) => text(`contacts.night.${row.night}`),
      },
      {
        id: 'owner',
        header: text('contacts.owner'),
        width: 150,
        isWide: true,
        sortValue: (row) => row.owner,
        cell: (row) => <span className={classes.oneLine}>{row.owner || '–'}</span>,
      },
      {
        id: 'tested',
        header: text('contacts.tested'),
        width: 120,
        isWide: true,
        sortValue: (row) => row.testedOn,
        cell: (row) => (
          <span className={isStale(row, today) ? classes.stale : undefined}>
            {row.testedOn === null ? text('contacts.tested.never') : format.day(row.testedOn)}
          </span>
        ),
      },
    ];
    return columns.filter(({ isWide }) => !isNarrow || isWide !== true);
  }, [text, format, isNarrow, today]);
}
