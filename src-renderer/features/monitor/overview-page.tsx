import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { Chip } from '../../ui/chip.tsx';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ChannelDetail } from './channel-detail.tsx';
import { channelKeyOf, filterChannels } from './channel-filter.ts';
import { ChannelList } from './channel-list.tsx';
import { EngineStrip } from './engine-strip.tsx';
import styles from './monitor.module.css';
import { NeedsStrip } from './needs-strip.tsx';
import type { MarkOf } from './use-channel-columns.tsx';
import { useKeepFresh } from './use-keep-fresh.ts';

type Overview = OutputOf<'monitor.overview'>;
const noMark: MarkOf = () => null;

/** What needs me now: every channel of the environment, most severe first, with the open one beside the list. `above`: what fires, before them; `markOf`: beside a channel's name. */
export function OverviewPage({ above = null, markOf = noMark }: { above?: ReactNode; markOf?: MarkOf }) {
  const text = useText();
  useKeepFresh();
  const overview = useContractQuery('monitor.overview', {});
  const [typed, setTyped] = useState('');
  const [onlyTroubled, setOnlyTroubled] = useState(false);
  const filterField = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', label: text('keys.filter'), run: () => filterField.current?.focus() }]);
  const actions = (
    <>
      <Chip isOn={onlyTroubled} onToggle={() => setOnlyTroubled(!onlyTroubled)}>
        {text('overview.onlyTroubled')}
      </Chip>
      <TextInput
        ref={filterField}
        w={230}
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder={text('overview.filter')}
        aria-label={text('overview.filter')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && leave(event.currentTarget, setTyped)}
      />
    </>
  );
  return (
    <Page
      title={text('nav.overview')}
      covers={<Covers overview={overview.data} />}
      actions={actions}
      status={<Status overview={overview.data} />}
    >
      <QueryView query={overview}>
        {(value) => (
          <Channels overview={value} typed={typed} onlyTroubled={onlyTroubled} above={above} markOf={markOf} />
        )}
      </QueryView>
    </Page>
  );
}

function leave(field: HTMLInputElement, setTyped: (typed: string) => void): void {
  setTyped('');
  field.blur();
}

type ChannelsProps = { overview: Overview; typed: string; onlyTroubled: boolean; above: ReactNode; markOf: MarkOf };

function Channels({ overview, typed, onlyTroubled, above, markOf }: ChannelsProps) {
  const text = useText();
  const [, navigate] = useLocation();
  const params = useParams<{ connectionId?: string; channelId?: string }>();
  const connections = useContractQuery('connections.list', {});
  const nameById = useMemo(
    () => new Map(connections.data?.items.map(({ connection }) => [connection.connectionId, connection.name])),
    [connections.data],
  );
  const rows = useMemo(
    () =>
      filterChannels(
        overview.channels,
        { typed, onlyTroubled },
        (row) => `${nameById.get(row.connectionId) ?? ''} ${text(`channelState.${row.state}`)}`,
      ),
    [overview.channels, typed, onlyTroubled, nameById, text],
  );
  const openKey =
    params.channelId && params.connectionId
      ? channelKeyOf({ connectionId: params.connectionId, channelId: params.channelId })
      : null;
  const open = openKey === null ? null : (overview.channels.find((row) => channelKeyOf(row) === openKey) ?? null);
  const close = () => navigate('/overview');
  useKeys(openKey === null ? [] : [{ keys: 'Escape', label: text('keys.closeDetail'), run: close }]);
  return (
    <>
      <div className={styles.strips}>
        {above}
        <NeedsStrip overview={overview} />
        <EngineStrip connections={connections.data?.items ?? []} health={overview.health} />
      </div>
      <MasterDetail
        id="overview"
        master={
          <ChannelList
            rows={rows}
            question={JSON.stringify({ typed, onlyTroubled })}
            hasAny={overview.channels.length > 0}
            openKey={openKey}
            markOf={markOf}
            onOpen={(key) => navigate(`/overview/${key}`)}
          />
        }
        detail={openKey === null ? null : <ChannelDetail key={openKey} row={open} onClose={close} />}
      />
    </>
  );
}

function Covers({ overview }: { overview: Overview | undefined }) {
  const text = useText();
  if (!overview) return null;
  return text('overview.covers', { count: overview.channels.length });
}

function Status({ overview }: { overview: Overview | undefined }) {
  const text = useText();
  if (!overview || overview.channels.length === 0) return <span>{text('overview.statusEmpty')}</span>;
  const oldest = Math.min(...overview.channels.map((row) => row.observedAt));
  return (
    <>
      <span>
        {text('overview.oldestFigure')} <RelativeTime at={oldest} />
      </span>
      <span>{text('overview.rateSpan')}</span>
    </>
  );
}
