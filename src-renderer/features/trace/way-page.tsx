import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import classes from './trace.module.css';

type Graph = OutputOf<'trace.graph'>;
type WayPageProps = { messageRef: MessageRef; onOpen: (ref: MessageRef) => void };

/** Every message of one event in order of time: where it came from, where it went, by whose word, and why it belongs here. */
export function WayPage({ messageRef, onOpen }: WayPageProps) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const { data, error } = useContractQuery('trace.graph', { ref: messageRef });
  return (
    <Page title={text('trace.way.title')} covers={text('trace.way.covers')}>
      {error ? <StateView kind="error" {...errorText(error.shape)} /> : null}
      {!error && !data ? <StateView kind="loading" /> : null}
      {data ? (
        <div className={classes.way}>
          <p className="dim">
            {[
              text('trace.way.count', { count: data.nodes.length }),
              data.isCut ? text('trace.way.cut') : null,
              text('trace.way.asOf', { time: format.time(data.asOf) }),
            ]
              .filter((each) => each !== null)
              .join(' · ')}
          </p>
          <WayTable graph={data} onOpen={onOpen} />
          {data.holes.length > 0 ? (
            <p className="dim">
              {data.holes.map(({ channelName }) => channelName).join(', ')}: {text('trace.way.notRead')}
            </p>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

const columns = ['time', 'what', 'from', 'to', 'id', 'links'] as const;

function WayTable({ graph, onOpen }: { graph: Graph; onOpen: (ref: MessageRef) => void }) {
  const text = useText();
  const linksTo = Map.groupBy(graph.links, ({ to }) => to);
  return (
    <table className={classes.wayTable} aria-label={text('trace.way.list')}>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {text(`trace.way.column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {graph.nodes.map((node, index) => (
          <WayRow
            key={`${node.connectionId}/${node.channelId}/${node.nativeId}`}
            {...{ graph, node, onOpen }}
            links={linksTo.get(index) ?? []}
          />
        ))}
      </tbody>
    </table>
  );
}

type WayRowProps = {
  graph: Graph;
  node: Graph['nodes'][number];
  links: Graph['links'];
  onOpen: (ref: MessageRef) => void;
};

function WayRow({ graph, node, links, onOpen }: WayRowProps) {
  const text = useText();
  const format = useFormat();
  const what = [
    text(`trace.role.${node.role}`),
    node.version === null ? null : text(`trace.version.${node.version}`),
    node.isCopy ? text('trace.link.copy') : null,
  ].filter((each) => each !== null);
  return (
    <tr>
      <td className={classes.wayTime}>
        <button type="button" className={classes.wayOpen} onClick={() => onOpen(node)}>
          {format.time(node.receivedAt)}
        </button>
      </td>
      <td>{what.join(', ')}</td>
      <td>
        {node.header.sender ?? text('trace.way.unknownSender')} → {node.channelName}
      </td>
      <td>
        {node.destinations.map(({ connectorId, name, state, code, isChecked }) => (
          <div key={connectorId}>
            {name}: {text(`message.state.${state}`)}
            {code === null ? null : `, ${text('trace.way.answered', { code })}`}
            {isChecked ? null : <span className="dim"> ({text('trace.way.unchecked')})</span>}
          </div>
        ))}
      </td>
      <td className="mono">{node.header.messageControlId ?? ''}</td>
      <td>
        {links.map(({ from, why, certainty }) => (
          <div key={`${from} ${why}`} className={certainty === 'weak' ? 'dim' : undefined}>
            {text('trace.link.sentence', {
              why: text(`trace.link.${why}`),
              certainty: text(`trace.certainty.${certainty}`),
              time: format.time(graph.nodes[from]?.receivedAt ?? node.receivedAt),
            })}
          </div>
        ))}
      </td>
    </tr>
  );
}
