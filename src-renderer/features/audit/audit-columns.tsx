import { useMemo } from 'react';
import type { AuditEntry } from '../../../src-shared/domain/audit-entry.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import { shortenMiddle } from '../../ui/shorten-middle.ts';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import classes from './audit.module.css';

/** Columns of the audit log. What a procedure is called comes from the texts, never as a raw name where a text exists. */
export function useAuditColumns(rows: readonly AuditEntry[]): readonly TableColumn<AuditEntry>[] {
  const text = useText();
  const nameOf = useChannelNames();
  const personOf = useMemo(() => personsIn(rows), [rows]);
  return useMemo(
    () => [
      { id: 'sequence', header: text('audit.column.sequence'), width: 64, align: 'end', cell: (row) => row.sequence },
      { id: 'when', header: text('audit.column.when'), width: 172, cell: (row) => <Moment at={row.at} /> },
      {
        id: 'person',
        header: text('audit.column.person'),
        width: 150,
        cell: (row) => row.person || personOf(row.target) || '–',
      },
      {
        id: 'what',
        header: text('audit.column.what'),
        width: 220,
        cell: (row) => (
          <span title={row.summary}>{text.from(`audit.procedure.${row.procedure}`, {}, row.procedure)}</span>
        ),
      },
      {
        id: 'target',
        header: text('audit.column.target'),
        width: 220,
        cell: (row) => <Target target={personOf(row.target) ?? row.target} nameOf={nameOf} />,
      },
      {
        id: 'reason',
        header: text('audit.column.reason'),
        width: 240,
        grow: true,
        cell: (row) => <Reason entry={row} />,
      },
      {
        id: 'outcome',
        header: text('audit.column.outcome'),
        width: 110,
        cell: (row) => (
          <span className={classes.outcome} data-outcome={isCancelled(row) ? 'cancelled' : row.outcome}>
            {text(`audit.outcome.${isCancelled(row) ? 'cancelled' : row.outcome}`)}
          </span>
        ),
      },
    ],
    [text, nameOf, personOf],
  );
}

/** The page or the person turned away before the answer was there. */
function isCancelled(entry: AuditEntry): boolean {
  return entry.outcome === 'failed' && entry.errorCode === 'CANCELLED';
}

/** Names for account ids, from what those persons did themselves: who signs in is nobody until it is done. */
function personsIn(rows: readonly AuditEntry[]): (accountId: string | null) => string | null {
  const names = new Map(rows.map((row) => [row.accountId, row.person]));
  return (accountId) => (accountId === null ? null : (names.get(accountId) ?? null));
}

type NameOf = (channelId: string) => string | null;

/** Names of the channels of the environment shown; a channel of another environment keeps its id. */
function useChannelNames(): NameOf {
  const { data } = useContractQuery('monitor.overview', {});
  return useMemo(() => {
    const names = new Map(data?.channels.map((channel) => [channel.channelId, channel.name]));
    return (channelId) => names.get(channelId) ?? null;
  }, [data]);
}

/** A message by its channel's name and its number there; anything else by its id. Of a list the first, and how many more there are. */
function Target({ target, nameOf }: { target: string | null; nameOf: NameOf }) {
  const [first, ...others] = target?.split(', ') ?? [];
  const [, channelId, nativeId] = first?.split('/') ?? [];
  const name = channelId ? nameOf(channelId) : null;
  const more = others.length === 0 ? '' : ` + ${others.length}`;
  if (name) return <Whole words={`${nativeId ? `${name} · ${nativeId}` : name}${more}`} />;
  return (
    <span className="mono" title={target ?? ''}>
      {target ? shortenMiddle(target, 24) : ''}
    </span>
  );
}

/** What a caller asked for is chosen from a list, and kept by its name there. */
function Reason({ entry: { procedure, reason } }: { entry: AuditEntry }) {
  const text = useText();
  const given = reason ?? '';
  const words = procedure === 'trace.ask' ? text.from(`trace.reason.${given}`, {}, given) : given;
  return <Whole words={words} />;
}

function Whole({ words }: { words: string }) {
  return (
    <span className={classes.reason} title={words}>
      {words}
    </span>
  );
}
