import { NumberInput, Select, Switch } from '@mantine/core';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { keySources } from '../../../src-shared/domain/indexed-message.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import styles from './messages.module.css';

type Answer = OutputOf<'messages.channels'>;
type Channel = Answer['items'][number];

/** Which channels are indexed, from what, how far, and what that costs their engine. */
export function IndexSection() {
  const text = useText();
  const channels = useContractQuery('messages.channels', { connectionId: null }, { everyMs: 10_000 });
  const connections = useContractQuery('connections.list', {});
  const nameOf = (id: string): string =>
    connections.data?.items.find(({ connection }) => connection.connectionId === id)?.connection.name ?? id;
  return (
    <QueryView query={channels}>
      {({ items, budgets }) => (
        <div className={styles.section}>
          <p className="dim">{text('messages.index.covers')}</p>
          {budgets.length === 0 ? <StateView kind="empty" title={text('messages.index.noEngine')} /> : null}
          {budgets.map(({ connectionId, percent }) => (
            <Engine
              key={connectionId}
              connectionId={connectionId}
              name={nameOf(connectionId)}
              percent={percent}
              items={items.filter((each) => each.connectionId === connectionId)}
            />
          ))}
        </div>
      )}
    </QueryView>
  );
}

type EngineProps = { connectionId: string; name: string; percent: number; items: readonly Channel[] };

function Engine({ connectionId, name, percent, items }: EngineProps) {
  const text = useText();
  const format = useFormat();
  const mayChange = useMay()('messages.setBudget');
  const setBudget = useContractCommand('messages.setBudget');
  const total = (of: (channel: Channel) => number): number => items.reduce((sum, channel) => sum + of(channel), 0);
  return (
    <section aria-label={name} className={styles.engine}>
      <h3>{name}</h3>
      <div className={styles.buttons}>
        <NumberInput
          size="xs"
          label={text('messages.index.budget')}
          disabled={!mayChange}
          min={1}
          max={50}
          clampBehavior="blur"
          value={percent}
          onBlur={(event) => {
            const value = Number.parseFloat(event.currentTarget.value);
            if (value >= 1 && value <= 50 && value !== percent) setBudget.mutate({ connectionId, percent: value });
          }}
        />
        <p className="dim">
          {text('messages.index.cost', {
            rows: format.number(total(({ auditRowsPerDay }) => auditRowsPerDay)),
            busy: format.number(total(({ busyMsPerMinute }) => busyMsPerMinute)),
          })}
        </p>
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{text('messages.column.channel')}</th>
            <th>{text('messages.index.source')}</th>
            <th>{text('messages.index.window')}</th>
            <th>{text('messages.index.units')}</th>
            <th>{text('messages.index.state')}</th>
            <th>{text('messages.index.load')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((channel) => (
            <ChannelRow key={channel.channelId} channel={channel} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const byItself = 'by-itself';
const hours = [24, 72, 168] as const;

function ChannelRow({ channel }: { channel: Channel }) {
  const text = useText();
  const format = useFormat();
  const mayChange = useMay()('messages.setChannel');
  const setChannel = useContractCommand('messages.setChannel');
  const { connectionId, channelId, channelName, keySource, isDecided, windowHours } = channel;
  const decided = isDecided ? keySource : null;
  const change = (
    next: Partial<{ keySource: Channel['keySource']; windowHours: number; judgesUnits: boolean }>,
  ): void => setChannel.mutate({ connectionId, channelId, keySource: decided, windowHours, ...next });
  const choices = [...new Set([...hours, windowHours])].sort((a, b) => a - b);
  return (
    <tr>
      <td>{channelName}</td>
      <td>
        <Select
          size="xs"
          aria-label={text('messages.index.sourceOf', { name: channelName })}
          disabled={!mayChange}
          allowDeselect={false}
          data={[
            { value: byItself, label: text('messages.index.source.byItself') },
            ...keySources.map((value) => ({ value, label: text(`messages.index.source.${value}`) })),
          ]}
          value={decided ?? byItself}
          onChange={(value) => change({ keySource: keySources.find((source) => source === value) ?? null })}
        />
        {channel.keyColumns.length > 0 ? <div className="dim">{channel.keyColumns.join(', ')}</div> : null}
      </td>
      <td>
        <Select
          size="xs"
          aria-label={text('messages.index.windowOf', { name: channelName })}
          disabled={!mayChange}
          allowDeselect={false}
          data={choices.map((each) => ({ value: String(each), label: text('messages.index.hours', { count: each }) }))}
          value={String(windowHours)}
          onChange={(value) => change({ windowHours: Number(value) })}
        />
      </td>
      <td>
        <Switch
          size="xs"
          aria-label={text('messages.index.unitsOf', { name: channelName })}
          disabled={!mayChange}
          checked={channel.judgesUnits}
          onChange={(event) => change({ judgesUnits: event.currentTarget.checked })}
        />
        {channel.judgesUnits && keySource !== 'content' ? (
          <div className="dim">{text('messages.index.unitsPart')}</div>
        ) : null}
      </td>
      <td>
        <ChannelState channel={channel} />
      </td>
      <td>
        {text('messages.index.cost', {
          rows: format.number(channel.auditRowsPerDay),
          busy: format.number(channel.busyMsPerMinute),
        })}
      </td>
    </tr>
  );
}

/** How far it is indexed; where it is not, what that channel does without. */
function ChannelState({ channel }: { channel: Channel }) {
  const text = useText();
  const format = useFormat();
  const { keySource, since, isBehind, gaps, unread } = channel;
  if (keySource === null) return <span className="dim">{text('messages.index.unasked')}</span>;
  if (keySource === 'off') return <span>{text('messages.index.lacks')}</span>;
  return (
    <>
      {since === null ? null : <div>{text('messages.index.since', { time: format.time(since) })}</div>}
      {isBehind ? <div className="dim">{text('messages.index.behind')}</div> : null}
      {gaps > 0 ? <div>{text('messages.index.gaps', { count: gaps })}</div> : null}
      {unread > 0 ? <div>{text('messages.index.unread', { count: unread })}</div> : null}
    </>
  );
}
