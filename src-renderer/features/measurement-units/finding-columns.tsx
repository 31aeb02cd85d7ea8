import { useMemo } from 'react';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { FindingState } from './finding-state.tsx';
import { type FindingRow, isPatientsCut, nameOf } from './finding-view.ts';
import classes from './measurement-units.module.css';

/** Columns of findings; fewer while one is open beside them. */
export function useFindingColumns(isNarrow: boolean): readonly TableColumn<FindingRow>[] {
  const text = useText();
  const format = useFormat();
  const isEnglish = useLanguage() === 'en';
  return useMemo(() => {
    const columns: (TableColumn<FindingRow> & { isWide?: boolean })[] = [
      {
        id: 'what',
        header: text('units.column.what'),
        width: 140,
        grow: isNarrow,
        sortValue: (row) => nameOf(row, isEnglish),
        cell: (row) => <Whole words={nameOf(row, isEnglish) ?? text('units.noCode')} isStrong />,
      },
      {
        id: 'units',
        header: text('units.column.units'),
        width: 168,
        cell: (row) => <Pair row={row} />,
      },
      {
        id: 'sender',
        header: text('units.column.sender'),
        width: 130,
        isWide: true,
        sortValue: (row) => row.sender,
        cell: (row) => <Whole words={row.sender ?? text('senderText.unknown')} />,
      },
      {
        id: 'judgement',
        header: text('units.column.judgement'),
        width: 170,
        grow: !isNarrow,
        isWide: true,
        sortValue: (row) => text(`units.short.${row.judgement}`),
        cell: (row) => <Whole words={text(`units.short.${row.judgement}`)} />,
      },
      {
        id: 'messages',
        header: text('units.column.messages'),
        width: isNarrow ? 116 : 92,
        align: 'end',
        sortValue: (row) => row.messages,
        cell: (row) => format.number(row.messages),
      },
      {
        id: 'patients',
        header: text('units.column.patients'),
        width: 84,
        align: 'end',
        isWide: true,
        sortValue: (row) => row.patients,
        cell: (row) => `${format.number(row.patients)}${isPatientsCut(row) ? '+' : ''}`,
      },
      {
        id: 'urgent',
        header: text('units.column.urgent'),
        width: 68,
        align: 'end',
        isWide: true,
        sortValue: (row) => row.urgent,
        cell: (row) =>
          row.urgent === 0 ? <span className="dim">0</span> : <strong>{format.number(row.urgent)}</strong>,
      },
      {
        id: 'last',
        header: text('units.column.last'),
        width: 80,
        isWide: true,
        sortValue: (row) => row.lastAt,
        cell: (row) => <RelativeTime at={row.lastAt} bare />,
      },
      {
        id: 'state',
        header: text('units.column.state'),
        width: 150,
        isWide: true,
        sortValue: (row) => text(`units.state.${row.state}`),
        cell: (row) => <FindingState row={row} isShort />,
      },
    ];
    return isNarrow ? columns.filter(({ isWide }) => !isWide) : columns;
  }, [text, format, isNarrow, isEnglish]);
}

function Pair({ row: { unit, expected } }: { row: FindingRow }) {
  const text = useText();
  const found = unit ?? text('units.none');
  const words = expected === null ? found : text('units.pair', { found, expected });
  return <Whole words={words} />;
}

function Whole({ words, isStrong = false }: { words: string; isStrong?: boolean }) {
  return (
    <span className={isStrong ? `${classes.oneLine} strong` : classes.oneLine} title={words}>
      {words}
    </span>
  );
}
