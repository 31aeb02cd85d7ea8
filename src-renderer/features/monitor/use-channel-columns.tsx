import { type ReactNode, useMemo } from 'react';
import { type Severity, severities } from '../../../src-shared/domain/channel.ts';
import { type Text, useText } from '../../locales/use-text.ts';
import { type Format, useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import { Sparkline } from '../../widgets/sparkline.tsx';
import type { ChannelRow } from './channel-filter.ts';
import styles from './monitor.module.css';

type Columns = TableColumn<ChannelRow>[];
/** What others have to say of a channel, beside its name. */
export type MarkOf = (row: Pick<ChannelRow, 'connectionId' | 'channelId'>) => ReactNode;

/** The overview's columns; beside an open channel only those that still tell where to look. */
export function useChannelColumns(isNarrow: boolean, markOf: MarkOf): Columns {
  const text = useText();
  const format = useFormat();
  return useMemo(
    () => (isNarrow ? narrowColumns(text, format, markOf) : wideColumns(text, format, markOf)),
    [text, format, isNarrow, markOf],
  );
}

function wideColumns(text: Text, format: Format, markOf: MarkOf): Columns {
  return [
    severityColumn(text, false),
    nameColumn(text, markOf),
    { id: 'why', header: text('overview.why'), width: 150, grow: true, cell: (row) => <Why row={row} text={text} /> },
    {
      id: 'state',
      header: text('overview.state'),
      width: 100,
      sortValue: (row) => text(`channelState.${row.state}`),
      cell: (row) => <span className={row.state === 'started' ? 'dim' : ''}>{text(`channelState.${row.state}`)}</span>,
    },
    rateColumn(text, format, {
      id: 'received',
      rate: (row) => row.receivedPerMinute,
      total: (row) => row.counters.received,
    }),
    rateColumn(text, format, { id: 'sent', rate: (row) => row.sentPerMinute, total: (row) => row.counters.sent }),
    rateColumn(text, format, {
      id: 'errored',
      rate: (row) => row.erroredPerMinute,
      total: (row) => row.counters.errored,
    }),
    queuedColumn(text, format),
    failuresColumn(text, format),
    lastColumn(text),
    {
      id: 'trend',
      header: text('overview.trend'),
      hint: text('overview.trendHint'),
      width: 92,
      cell: (row) => <Sparkline points={row.sparkline} label={text('overview.trendOf', { name: row.name })} />,
    },
  ];
}

function narrowColumns(text: Text, format: Format, markOf: MarkOf): Columns {
  return [
    severityColumn(text, true),
    nameColumn(text, markOf),
    queuedColumn(text, format),
    failuresColumn(text, format),
    lastColumn(text),
  ];
}

function severityColumn(text: Text, iconOnly: boolean): TableColumn<ChannelRow> {
  return {
    id: iconOnly ? 'severity-icon' : 'severity',
    header: text('overview.severity'),
    isHeaderHidden: iconOnly,
    width: iconOnly ? 44 : 98,
    sortValue: (row) => rankOf(row.severity),
    cell: (row) => <SeverityBadge severity={row.severity} iconOnly={iconOnly} />,
  };
}

function nameColumn(text: Text, markOf: MarkOf): TableColumn<ChannelRow> {
  return {
    id: 'name',
    header: text('overview.channel'),
    width: 176,
    grow: true,
    sortValue: (row) => row.name,
    cell: (row) => (
      <>
        <span title={row.name}>{row.name}</span>
        {markOf(row)}
      </>
    ),
  };
}

function queuedColumn(text: Text, format: Format): TableColumn<ChannelRow> {
  return {
    id: 'queued',
    header: text('overview.queued'),
    hint: text('overview.queuedHint'),
    width: 60,
    align: 'end',
    sortValue: (row) => row.queued,
    cell: (row) => <Figure row={row} value={row.queued} shown={format.number(row.queued)} />,
  };
}

function failuresColumn(text: Text, format: Format): TableColumn<ChannelRow> {
  return {
    id: 'failures',
    header: text('overview.openFailures'),
    hint: text('overview.openFailuresHint'),
    width: 112,
    align: 'end',
    sortValue: (row) => row.openFailures,
    cell: (row) => (
      <>
        <Figure row={row} value={row.openFailures} shown={format.number(row.openFailures)} />
        {row.urgentFailures > 0 ? (
          <span className={styles.urgent}> {text('nav.urgent', { n: format.number(row.urgentFailures) })}</span>
        ) : null}
      </>
    ),
  };
}

function lastColumn(text: Text): TableColumn<ChannelRow> {
  return {
    id: 'last',
    header: text('overview.lastMessage'),
    hint: text('overview.lastMessageHint'),
    width: 94,
    align: 'end',
    sortValue: (row) => row.lastReceivedAt,
    cell: (row) =>
      row.lastReceivedAt === null ? (
        <span className="dim">{text('overview.noMessage')}</span>
      ) : (
        <RelativeTime at={row.lastReceivedAt} bare />
      ),
  };
}

type Rate = {
  id: 'received' | 'sent' | 'errored';
  rate: (row: ChannelRow) => number | null;
  total: (row: ChannelRow) => number;
};

function rateColumn(text: Text, format: Format, { id, rate, total }: Rate): TableColumn<ChannelRow> {
  return {
    id,
    header: text(`overview.${id}`),
    hint: text(`overview.${id}Hint`),
    width: id === 'errored' ? 74 : 66,
    align: 'end',
    sortValue: rate,
    cell: (row) => {
      const value = rate(row);
      const title = text('overview.sinceCleared', { n: format.number(total(row)) });
      return <Figure row={row} value={value} shown={value === null ? '–' : format.rate(value)} title={title} />;
    },
  };
}

/** A figure; zero is quiet, an old one dimmed. */
function Figure(props: { row: ChannelRow; value: number | null; shown: string; title?: string }) {
  const { row, value, shown, title } = props;
  const className = row.isStale ? styles.old : value === 0 || value === null ? styles.zero : undefined;
  return (
    <span className={className} title={title} data-stale={row.isStale || undefined}>
      {shown}
    </span>
  );
}

function Why({ row, text }: { row: ChannelRow; text: Text }) {
  const sentences = row.why.map(({ key, params }) => text.from(key, params, '')).filter(Boolean);
  return <span title={sentences.join(' · ')}>{sentences[0] ?? ''}</span>;
}

/** 0 = critical. */
function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}
