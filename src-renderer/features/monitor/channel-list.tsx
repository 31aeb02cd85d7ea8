import { useState } from 'react';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { WaitingPill } from '../../ui/waiting-pill.tsx';
import { type ChannelRow, channelKeyOf } from './channel-filter.ts';
import { type MarkOf, useChannelColumns } from './use-channel-columns.tsx';

type ChannelListProps = {
  rows: readonly ChannelRow[];
  /** The filter that the rows answer. */
  question: string;
  /** Whether there are channels at all, before the filter. */
  hasAny: boolean;
  openKey: string | null;
  markOf: MarkOf;
  onOpen: (key: string) => void;
};

/** The channels as a list that keeps still while somebody points at it or has one open. */
export function ChannelList({ rows, question, hasAny, openKey, markOf, onOpen }: ChannelListProps) {
  const text = useText();
  const [activeKey, setActiveKey] = useState<string | null>(openKey);
  const columns = useChannelColumns(openKey !== null, markOf);
  const model = useTableModel({
    id: 'overview',
    columns,
    rows,
    idOf: channelKeyOf,
    isHeld: openKey !== null,
    question,
  });
  if (!hasAny) return <StateView kind="empty" title={text('overview.empty')} hint={text('overview.emptyHint')} />;
  if (rows.length === 0)
    return <StateView kind="empty" title={text('overview.noMatch')} hint={text('overview.noMatchHint')} />;
  return (
    <>
      <VirtualTable
        label={text('overview.list')}
        model={model}
        activeId={activeKey}
        onActivate={setActiveKey}
        onOpen={onOpen}
        isOpen={(key) => key === openKey}
      />
      <WaitingPill count={model.waiting} onClick={model.release} />
    </>
  );
}
