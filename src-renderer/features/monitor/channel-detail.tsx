import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { ConnectionName } from '../../widgets/connection-name.tsx';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import { BrakeBar } from './brake-bar.tsx';
import type { ChannelRow } from './channel-filter.ts';
import { ConnectorTable } from './connector-table.tsx';
import { LogPanel } from './log-panel.tsx';
import styles from './monitor.module.css';
import { SeriesPanel } from './series-panel.tsx';

/** One channel: since when, how bad, compared with what; its connectors and the brake. @param row null = not in this environment */
export function ChannelDetail({ row, onClose }: { row: ChannelRow | null; onClose: () => void }) {
  const text = useText();
  const may = useMay();
  const mayRead = may('monitor.log');
  const [, navigate] = useLocation();
  if (!row) {
    return (
      <StateView
        kind="empty"
        title={text('overview.channelGone')}
        hint={text('overview.channelGoneHint')}
        action={{ label: text('ui.close'), run: onClose }}
      />
    );
  }
  return (
    <section className={styles.detail} aria-label={row.name}>
      <DetailHead row={row} onClose={onClose} />
      {row.why.length > 0 ? (
        <ul className={styles.whys}>
          {row.why.map(({ key, params }) => (
            <li key={key}>{text.from(key, params, '')}</li>
          ))}
        </ul>
      ) : null}
      <BrakeBar row={row} />
      {row.openFailures > 0 && may('failures.list') ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            navigate(`/failures?channel=${encodeURIComponent(row.connectionId)}/${encodeURIComponent(row.channelId)}`)
          }
        >
          {text('overview.showFailures')} ({row.openFailures})
        </Button>
      ) : null}
      {may('affected.freeze') ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => navigate(`/affected/new/${row.connectionId}/${row.channelId}`)}
        >
          {text('affected.open')}
        </Button>
      ) : null}
      <Figures row={row} />
      <SeriesPanel connectionId={row.connectionId} channelId={row.channelId} />
      <ConnectorTable row={row} />
      {mayRead ? <LogPanel connectionId={row.connectionId} channelId={row.channelId} /> : null}
    </section>
  );
}

function DetailHead({ row, onClose }: { row: ChannelRow; onClose: () => void }) {
  const text = useText();
  const { data } = useContractQuery('connections.list', {});
  const view = data?.items.find(({ connection }) => connection.connectionId === row.connectionId);
  return (
    <div className={styles.detailHead}>
      <div className={styles.detailTitle}>
        <h2>{row.name}</h2>
        <div className={styles.row}>
          <SeverityBadge severity={row.severity} />
          <span>{text(`channelState.${row.state}`)}</span>
          {view ? <ConnectionName connection={view.connection} /> : null}
          {row.revision === null ? null : <span className="dim">{text('overview.revision', { n: row.revision })}</span>}
          {row.hasUndeployedChanges ? (
            <span className={styles.attention}>{text('overview.undeployedChanges')}</span>
          ) : null}
        </div>
      </div>
      <ActionIcon aria-label={text('keys.closeDetail')} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}

function Figures({ row }: { row: ChannelRow }) {
  const text = useText();
  const format = useFormat();
  const rate = (value: number | null) =>
    value === null ? '' : text('overview.perMinute', { rate: format.rate(value) });
  const facts = [
    { id: 'received', total: row.counters.received, rate: rate(row.receivedPerMinute) },
    { id: 'filtered', total: row.counters.filtered, rate: '' },
    { id: 'sent', total: row.counters.sent, rate: rate(row.sentPerMinute) },
    { id: 'errored', total: row.counters.errored, rate: rate(row.erroredPerMinute) },
  ] as const;
  return (
    <div>
      <dl className={styles.facts}>
        {facts.map((fact) => (
          <div key={fact.id} className={styles.fact}>
            <dt>{text(`overview.total.${fact.id}`)}</dt>
            <dd className={row.isStale ? styles.old : undefined}>
              {format.number(fact.total)} <span className="dim">{fact.rate}</span>
            </dd>
          </div>
        ))}
        <div className={styles.fact}>
          <dt>{text('overview.queued')}</dt>
          <dd>{format.number(row.queued)}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{text('overview.lastReceived')}</dt>
          <dd>{row.lastReceivedAt === null ? text('overview.noMessage') : <RelativeTime at={row.lastReceivedAt} />}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{text('overview.lastSent')}</dt>
          <dd>{row.lastSentAt === null ? text('overview.noMessage') : <RelativeTime at={row.lastSentAt} />}</dd>
        </div>
      </dl>
      <p className="dim">
        {text('overview.countersNote')} <RelativeTime at={row.observedAt} />
      </p>
    </div>
  );
}
