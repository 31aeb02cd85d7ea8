import { IconAlertTriangleFilled, IconCircleDashed, IconHandStop } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { RunItem } from '../../../../src-shared/domain/replay-run.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { Moment } from '../../../ui/relative-time.tsx';
import type { TableColumn } from '../../../ui/virtual-table/column.ts';
import { ReplayStateBadge } from '../../../widgets/replay-state-badge.tsx';
import classes from '../runs.module.css';

/** One message of a run: its place, what became of it, and which it is by ids that name no patient. */
export function useItemColumns({
  isPlan,
  hasLeftOut,
}: {
  isPlan: boolean;
  hasLeftOut: boolean;
}): readonly TableColumn<RunItem>[] {
  const text = useText();
  const format = useFormat();
  return useMemo((): TableColumn<RunItem>[] => {
    const chain: TableColumn<RunItem> = {
      id: 'chain',
      header: text('runs.column.chain'),
      hint: text('runs.column.chain.hint'),
      width: 76,
      align: 'end',
      cell: (row) => format.number(row.chain + 1),
    };
    const kind: TableColumn<RunItem> = {
      id: 'class',
      header: text('runs.column.class'),
      width: 110,
      cell: (row) => text(`runs.class.${row.class}`),
    };
    const why: TableColumn<RunItem> = {
      id: 'why',
      header: text('runs.column.why'),
      width: 180,
      grow: true,
      cell: (row) => <Whole words={row.why === null ? '' : text.from(row.why.key, row.why.params)} />,
    };
    return [
      {
        id: 'place',
        header: text('runs.column.place'),
        width: 56,
        align: 'end',
        cell: (row) => format.number(row.ordinal),
      },
      {
        id: 'urgent',
        header: text('failures.urgent'),
        isHeaderHidden: true,
        width: 30,
        cell: (row) =>
          row.isUrgent ? (
            <IconAlertTriangleFilled
              size={14}
              className={classes.urgent}
              role="img"
              aria-label={text('failures.urgent')}
            />
          ) : null,
      },
      { id: 'state', header: text('runs.column.state'), width: 184, cell: (row) => <Standing item={row} /> },
      ...(hasLeftOut ? [why] : []),
      {
        id: 'channel',
        header: text('replay.column.channel'),
        width: 150,
        grow: !hasLeftOut,
        cell: (row) => <Whole words={row.channelName} />,
      },
      {
        id: 'type',
        header: text('messages.column.type'),
        width: 96,
        cell: (row) => <span className="mono">{row.messageType ?? '–'}</span>,
      },
      ...(isPlan ? [kind] : []),
      { id: 'at', header: text('runs.column.received'), width: 172, cell: (row) => <Moment at={row.at} /> },
      ...(isPlan ? [chain] : []),
      {
        id: 'native',
        header: text('runs.column.engineId'),
        width: 90,
        cell: (row) => <span className="mono">{row.nativeId}</span>,
      },
    ];
  }, [text, format, isPlan, hasLeftOut]);
}

function Standing({ item }: { item: RunItem }) {
  const text = useText();
  if (item.state === 'sent' && item.replayState !== null) return <ReplayStateBadge state={item.replayState} />;
  const isOut = item.state === 'left-out';
  const Icon = isOut ? IconHandStop : IconCircleDashed;
  return (
    <span className={classes.state} data-tone="quiet" data-item-state={item.state}>
      <Icon size={15} aria-hidden />
      {text(isOut ? 'runs.pick.left-out' : 'runs.pick.waiting')}
    </span>
  );
}

function Whole({ words }: { words: string }) {
  return (
    <span className={classes.oneLine} title={words}>
      {words}
    </span>
  );
}
