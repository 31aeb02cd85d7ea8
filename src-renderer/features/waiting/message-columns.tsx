import { IconUrgent } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { shortenMiddle } from '../../ui/shorten-middle.ts';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import classes from './waiting.module.css';
import type { WaitingMessage } from './waiting-view.ts';

/** Columns of the messages that wait for one receiver. */
export function useMessageColumns(): readonly TableColumn<WaitingMessage>[] {
  const text = useText();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'urgent',
        header: '!',
        hint: text('waiting.column.urgent'),
        width: 44,
        cell: ({ isUrgent }) =>
          isUrgent ? (
            <span
              className={classes.urgent}
              role="img"
              aria-label={text('waiting.urgent')}
              title={text('waiting.urgent')}
            >
              <IconUrgent size={16} />
            </span>
          ) : null,
      },
      {
        id: 'since',
        header: text('waiting.column.since'),
        width: 72,
        cell: ({ since }) => <RelativeTime at={since} bare />,
      },
      {
        id: 'channel',
        header: text('waiting.column.channel'),
        width: 130,
        grow: true,
        cell: ({ channelName }) => (
          <span className={classes.oneLine} title={channelName}>
            {channelName}
          </span>
        ),
      },
      {
        id: 'type',
        header: text('waiting.column.type'),
        width: 92,
        cell: ({ messageType }) => <span className="mono">{messageType ?? '–'}</span>,
      },
      {
        id: 'controlId',
        header: text('waiting.column.controlId'),
        width: 130,
        cell: ({ messageControlId }) => (
          <span className="mono" title={messageControlId ?? ''}>
            {shortenMiddle(messageControlId ?? '–', 16)}
          </span>
        ),
      },
      {
        id: 'attempt',
        header: text('waiting.column.attempt'),
        width: 74,
        align: 'end',
        cell: ({ sendAttempts }) => format.number(sendAttempts),
      },
    ],
    [text, format],
  );
}
