import { useText } from '../../../locales/use-text.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { useOutcomeText } from './outcome-text.ts';
import { groupOf } from './preview-counts.ts';
import { writeCsv } from './preview-csv.ts';
import type { PreviewRow } from './preview-row.ts';

/** Saves the list for a spreadsheet: which messages, and what became of each; nothing of their content. */
export function useSaveList(): (rows: readonly PreviewRow[]) => void {
  const text = useText();
  const outcomeText = useOutcomeText();
  return (rows) => {
    const head = [
      text('editMany.csv.connection'),
      text('editMany.csv.channel'),
      text('message.nativeId'),
      text('failures.column.controlId'),
      text('failures.column.type'),
      text('editMany.csv.group'),
      text('editMany.column.outcome'),
      text('editMany.csv.changes'),
      text('editMany.column.newErrors'),
    ];
    const lines = rows.map(({ ref, item }) => [
      ref.connectionId,
      ref.channelId,
      ref.nativeId,
      item?.messageControlId ?? '',
      item?.messageType ?? '',
      item ? text(`editMany.group.${groupOf(item)}`) : '',
      item ? outcomeText(item) : '',
      item?.changeCount ?? '',
      item?.introducedErrors ?? '',
    ]);
    saveFile(new TextEncoder().encode(writeCsv([head, ...lines])), 'edit-many.csv');
  };
}
