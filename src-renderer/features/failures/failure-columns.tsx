import { IconUrgent } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { ownStateNow } from '../../../src-shared/domain/failure-handling.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { shortenMiddle } from '../../ui/shorten-middle.ts';
import { useNow } from '../../ui/use-now.ts';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { FailureKindLabel } from '../../widgets/failure-kind-label.tsx';
import { OwnStateBadge } from '../../widgets/own-state-badge.tsx';
import { ReplayStateBadge } from '../../widgets/replay-state-badge.tsx';
import classes from './failures.module.css';
import { extraColumns } from './ordering/extra-columns.tsx';
import { Whole } from './whole.tsx';

/** Columns of the failure list; fewer while a message is open beside it, and others where all are of one cause. */
export function useFailureColumns({
  isNarrow,
  isOfOneCause,
}: {
  isNarrow: boolean;
  isOfOneCause: boolean;
}): readonly TableColumn<Failure>[] {
  const text = useText();
  const format = useFormat();
  return useMemo(() => {
    const isBrief = isNarrow || isOfOneCause;
    const columns: (TableColumn<Failure> & { isWide?: boolean; isOfCauses?: boolean })[] = [
      {
        id: 'urgent',
        isSortable: true,
        header: '!',
        hint: text('failures.column.urgent'),
        width: 44,
        cell: (row) =>
          row.isUrgent ? (
            <span
              className={classes.urgent}
              role="img"
              aria-label={text('failures.urgent')}
              title={text('failures.urgent')}
            >
              <IconUrgent size={16} />
            </span>
          ) : null,
      },
      {
        id: 'time',
        isSortable: true,
        header: text('failures.column.time'),
        width: isNarrow ? 62 : 72,
        cell: (row) => <RelativeTime at={row.failedAt} bare />,
      },
      {
        id: 'channel',
        isSortable: true,
        header: text('failures.column.channel'),
        width: isNarrow ? 140 : isOfOneCause ? 130 : 190,
        grow: isNarrow,
        cell: (row) => <Whole text={row.channelName} />,
      },
      {
        id: 'cause',
        isSortable: true,
        header: text('failures.column.cause'),
        width: isNarrow ? 180 : 200,
        isOfCauses: true,
        cell: (row) => <FailureKindLabel kind={row.kind} />,
      },
      {
        id: 'error',
        isSortable: true,
        header: text('failures.column.error'),
        width: isOfOneCause ? 120 : 260,
        grow: true,
        isWide: true,
        cell: (row) => <Whole text={row.oneLine} />,
      },
      {
        id: 'type',
        isSortable: true,
        header: text('failures.column.type'),
        width: 92,
        isWide: !isOfOneCause,
        cell: (row) => <span className="mono">{row.header.messageType ?? '–'}</span>,
      },
      {
        id: 'controlId',
        isSortable: true,
        header: text('failures.column.controlId'),
        width: isOfOneCause ? 124 : 140,
        isWide: !isOfOneCause,
        cell: (row) => (
          <span className="mono" title={row.header.messageControlId ?? ''}>
            {shortenMiddle(row.header.messageControlId ?? '–', 16)}
          </span>
        ),
      },
      {
        id: 'replay',
        isSortable: true,
        header: text('failures.column.replay'),
        isHeaderHidden: isBrief,
        width: isBrief ? 44 : 190,
        cell: (row) => <FailureState failure={row} isBrief={isBrief} />,
      },
    ];
    const own = columns.filter(({ isWide, isOfCauses }) => !(isNarrow && isWide) && !(isOfOneCause && isOfCauses));
    return isBrief ? own : [...own, ...extraColumns(text, format)];
  }, [text, format, isNarrow, isOfOneCause]);
}

/** What became of it, and what somebody decided about it. */
function FailureState({ failure, isBrief }: { failure: Failure; isBrief: boolean }) {
  const now = useNow();
  const state = failure.handledAt === null ? failure.replayState : 'handled-otherwise';
  const own = failure.resolvedAt === null ? ownStateNow(failure.ownState, now) : null;
  return (
    <span className={classes.states}>
      {own ? <OwnStateBadge own={own} isBrief={isBrief || state !== null} /> : null}
      {state ? <ReplayStateBadge state={state} isBrief={isBrief} /> : null}
    </span>
  );
}
