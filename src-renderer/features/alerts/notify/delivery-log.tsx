import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import table from '../../../ui/plain-table.module.css';

const shown = 50;

/** Every attempt to tell somebody, newest first. */
export function DeliveryLog() {
  const text = useText();
  const format = useFormat();
  const query = useContractQuery('alerts.deliveries', { limit: shown });
  return (
    <section aria-label={text('alerts.deliveries')}>
      <h2>{text('alerts.deliveries')}</h2>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="dim">{text('alerts.deliveries.none')}</p>
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{text('alerts.deliveries.at')}</th>
                  <th scope="col">{text('alerts.deliveries.to')}</th>
                  <th scope="col">{text('alerts.deliveries.what')}</th>
                  <th scope="col">{text('alerts.deliveries.outcome')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((each) => (
                  <tr key={`${each.at} ${each.targetId} ${each.attempt} ${each.alertIds.join()}`}>
                    <td title={format.both(each.at)}>{format.time(each.at)}</td>
                    <td>{each.targetName}</td>
                    <td>{text(`alerts.deliveries.${each.what}`, { count: each.alertIds.length })}</td>
                    <td>
                      {text(`alerts.deliveries.${each.outcome}`, { attempt: each.attempt })}
                      {each.detail === null ? null : <span className="mono"> {each.detail}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </QueryView>
    </section>
  );
}
