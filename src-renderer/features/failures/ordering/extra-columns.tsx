import type { Failure } from '../../../../src-shared/domain/failure.ts';
import type { Text } from '../../../locales/use-text.ts';
import type { Format } from '../../../ui/format/use-format.ts';
import { Moment } from '../../../ui/relative-time.tsx';
import type { TableColumn } from '../../../ui/virtual-table/column.ts';
import { Whole } from '../whole.tsx';

type Extra = { id: string; width: number; isSortable?: boolean; align?: 'end'; cell: TableColumn<Failure>['cell'] };

/** Columns of the failure list that stand ready to be chosen. */
export function extraColumns(text: Text, format: Format): TableColumn<Failure>[] {
  const extras: Extra[] = [
    { id: 'failedAt', width: 140, cell: ({ failedAt }) => <Moment at={failedAt} /> },
    { id: 'received', width: 140, isSortable: true, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    { id: 'connector', width: 150, isSortable: true, cell: ({ connectorName }) => <Whole text={connectorName} /> },
    { id: 'target', width: 160, isSortable: true, cell: ({ target }) => <Whole text={target ?? '–'} /> },
    { id: 'sender', width: 120, isSortable: true, cell: ({ header }) => <Whole text={header.sender ?? '–'} /> },
    { id: 'receiver', width: 120, isSortable: true, cell: ({ header }) => <Whole text={header.receiver ?? '–'} /> },
    {
      id: 'attempts',
      width: 76,
      isSortable: true,
      align: 'end',
      cell: ({ sendAttempts }) => format.number(sendAttempts),
    },
    {
      id: 'size',
      width: 84,
      isSortable: true,
      align: 'end',
      cell: ({ sizeBytes }) => (sizeBytes === null ? '–' : format.bytes(sizeBytes)),
    },
  ];
  return extras.map((extra) => ({ ...extra, isExtra: true, header: text.from(`failures.column.${extra.id}`) }));
}
