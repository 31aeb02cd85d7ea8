import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { failureIdOf, type ReplayState } from '../../../../src-shared/domain/failure.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { shortenMiddle } from '../../../ui/shorten-middle.ts';
import type { TableColumn } from '../../../ui/virtual-table/column.ts';
import { ReplayStateBadge } from '../../../widgets/replay-state-badge.tsx';
import classes from '../edit-many.module.css';
import { OutcomeLabel } from './outcome-label.tsx';
import type { PreviewRow } from './preview-row.ts';

type ColumnsInput = {
  /** There are steps to try. */
  isAsked: boolean;
  onSend: (row: PreviewRow) => void;
};

/** Columns of the list of what each message becomes. */
export function usePreviewColumns({ isAsked, onSend }: ColumnsInput): readonly TableColumn<PreviewRow>[] {
  const text = useText();
  return useMemo(
    () => [
      {
        id: 'type',
        header: text('failures.column.type'),
        width: 92,
        cell: (row) => <Known row={row} what="messageType" />,
      },
      {
        id: 'controlId',
        header: text('failures.column.controlId'),
        width: 136,
        cell: (row) => <Known row={row} what="messageControlId" />,
      },
      {
        id: 'outcome',
        header: text('editMany.column.outcome'),
        width: 200,
        grow: true,
        cell: ({ item }) => <OutcomeLabel item={item} isAsked={isAsked} />,
      },
      {
        id: 'errors',
        header: text('editMany.column.newErrors'),
        width: 96,
        align: 'end',
        cell: ({ item }) => <NewErrors item={item} />,
      },
      { id: 'replay', header: text('failures.column.replay'), width: 176, cell: (row) => <LastReplay row={row} /> },
      {
        id: 'send',
        header: text('editMany.send'),
        isHeaderHidden: true,
        width: 146,
        cell: (row) => <SendCell row={row} onSend={onSend} />,
      },
    ],
    [text, isAsked, onSend],
  );
}

/** What the list knows of a message before it has been asked: what the failure list knew. */
function Known({ row, what }: { row: PreviewRow; what: 'messageType' | 'messageControlId' }) {
  const { data } = useContractQuery('failures.get', { failureId: failureIdOf(row.ref) });
  const value = row.item?.[what] ?? data?.failure?.header[what] ?? '–';
  return (
    <span className="mono" title={value}>
      {what === 'messageControlId' ? shortenMiddle(value, 16) : value}
    </span>
  );
}

function useLastReplay({ ref }: PreviewRow): ReplayState | null {
  const { data } = useContractQuery('replay.ofMessage', { ref });
  return data?.items[0]?.state ?? null;
}

function LastReplay({ row }: { row: PreviewRow }) {
  const state = useLastReplay(row);
  return state ? <ReplayStateBadge state={state} /> : null;
}

/** After these, sending once more is for a person who has looked at the message. */
const failed: readonly ReplayState[] = ['rejected', 'failed-again', 'planned'];

function SendCell({ row, onSend }: { row: PreviewRow; onSend: (row: PreviewRow) => void }) {
  const text = useText();
  const state = useLastReplay(row);
  if (row.item?.outcome !== 'changed' || (state !== null && !failed.includes(state))) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onSend(row);
      }}
    >
      {text('editMany.send')}
    </Button>
  );
}

function NewErrors({ item }: { item: PreviewRow['item'] }) {
  const text = useText();
  if (item?.outcome !== 'changed') return null;
  if (!item.isJudged) return <span title={text('editMany.notJudged')}>?</span>;
  return item.introducedErrors > 0 ? <strong className={classes.errors}>{item.introducedErrors}</strong> : <>0</>;
}
