import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { BrakeButtons } from './brake-bar.tsx';
import type { ChannelRow } from './channel-filter.ts';
import styles from './monitor.module.css';

/** Source and destinations with their own state, figures and brake. */
export function ConnectorTable({ row }: { row: ChannelRow }) {
  const text = useText();
  const format = useFormat();
  return (
    <div className={styles.scroll}>
      <h3 className={styles.sectionTitle}>{text('overview.connectors')}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{text('overview.connector')}</th>
            <th>{text('overview.state')}</th>
            <th className={styles.number}>{text('overview.total.received')}</th>
            <th className={styles.number}>{text('overview.total.sent')}</th>
            <th className={styles.number}>{text('overview.total.errored')}</th>
            <th className={styles.number}>{text('overview.queued')}</th>
            <th>
              <span className="visually-hidden">{text('brake.title')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {row.connectors.map((connector) => (
            <tr key={connector.nativeId}>
              <td>
                {connector.name}
                <div className="dim">
                  {text(connector.role === 'source' ? 'overview.source' : 'overview.destination')}
                  {connector.role === 'destination' && !connector.hasQueue ? ` · ${text('overview.noQueue')}` : ''}
                </div>
              </td>
              <td>
                {text(`channelState.${connector.state}`)}
                {connector.activity ? <div className="dim">{connector.activity}</div> : null}
              </td>
              <td className={styles.number}>{format.number(connector.counters.received)}</td>
              <td className={styles.number}>{format.number(connector.counters.sent)}</td>
              <td className={styles.number}>{format.number(connector.counters.errored)}</td>
              <td className={styles.number}>{format.number(connector.queued)}</td>
              <td>
                <BrakeButtons row={row} connector={connector} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
