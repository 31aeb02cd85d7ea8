import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { ReplayState } from '../../../../src-shared/domain/failure.ts';
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
        width: 86,
        cell: (row) => <Known row={row} what="messageType" />,
      },
      {
        id: 'controlId',
        header: text('failures.column.controlId'),
        width: 122,
        cell: (row) => <Known row={row} what="messageControlId" />,
      },
      {
        id: 'channel',
        header: text('failures.column.channel'),
        width: 132,
        grow: true,
        cell: (row) => <ChannelName row={row} />,
      },
      {
        id: 'outcome',
        header: text('editMany.column.outcome'),
        width: 180,
        grow: true,
        cell: ({ item }) => <OutcomeLabel item={item} isAsked={isAsked} />,
      },
      {
        id: 'errors',
        header: text('editMany.column.newErrors'),
        width: 84,
        align: 'end',
        cell: ({ item }) => <NewErrors item={item} />,
      },
      {
        id: 'replay',
        header: text('failures.column.replay'),
        width: 186,
        cell: (row) => <ReplayCell row={row} onSend={onSend} />,
      },
    ],
    [text, isAsked, onSend],
  );
}

/** What the list knows of a message before it has been asked: what the failure list knew. */
function Known({ row, what }: { row: PreviewRow; what: 'messageType' | 'messageControlId' }) {
  const { data } = useContractQuery('failures.get', { failureId: row.id });
  const value = row.item?.[what] ?? data?.failure?.header[what] ?? '–';
  return (
    <span className="mono" title={value}>
      {what === 'messageControlId' ? shortenMiddle(value, 16) : value}
    </span>
  );
}

/** After these, nothing is on its way and nothing has arrived. */
const failed: readonly ReplayState[] = ['rejected', 'failed-again', 'planned'];

/** What became of the last replay, or the way to the first; both when it failed. */
function ReplayCell({ row, onSend }: { row: PreviewRow; onSend: (row: PreviewRow) => void }) {
  const text = useText();
  const { data } = useContractQuery('replay.ofMessage', { ref: row.ref });
  const state = data?.items[0]?.state ?? null;
  const canSend = row.item?.outcome === 'changed' && (state === null || failed.includes(state));
  return (
    <span className={classes.replay}>
      {state ? <ReplayStateBadge state={state} isBrief={canSend} /> : null}
      {canSend ? (
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
      ) : null}
    </span>
  );
}

function ChannelName({ row }: { row: PreviewRow }) {
  const { data } = useContractQuery('failures.get', { failureId: row.id });
  const name = data?.failure?.channelName ?? '';
  return <span title={name}>{name}</span>;
}

function NewErrors({ item }: { item: PreviewRow['item'] }) {
  const text = useText();
  if (item?.outcome !== 'changed') return null;
  if (!item.isJudged) return <span title={text('editMany.notJudged')}>?</span>;
  return item.introducedErrors > 0 ? <strong className={classes.errors}>{item.introducedErrors}</strong> : <>0</>;
}
