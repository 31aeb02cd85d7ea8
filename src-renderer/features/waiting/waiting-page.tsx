import { type ReactNode, useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { CountPill } from '../../ui/count-pill.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { EngineNotices, isSilent } from './engine-notices.tsx';
import { useReceiverColumns } from './receiver-columns.tsx';
import { ReceiverDetail } from './receiver-detail.tsx';
import classes from './waiting.module.css';
import { receiverIdOf, type WaitingMessage, type WaitingReceiver } from './waiting-view.ts';

type WaitingPageProps = {
  receiverId: string | null;
  onReceiver: (receiverId: string | null) => void;
  onOpen: (message: WaitingMessage) => void;
  /** The message open in the receiver's place, given the way back; null = none. */
  detail: ReactNode | null;
  onBack: () => void;
};

type Answer = OutputOf<'waiting.list'>;
const noReceivers: readonly WaitingReceiver[] = [];

/** What will go by itself, and what blocks it. Nothing here is sent again. */
export function WaitingPage({ receiverId, onReceiver, onOpen, detail, onBack }: WaitingPageProps) {
  const text = useText();
  // Asking keeps the queues read, and what was last tried has no event.
  const list = useContractQuery('waiting.list', {}, { keepPrevious: true, everyMs: 10_000 });
  const [activeId, setActiveId] = useState<string | null>(receiverId);
  const model = useTableModel({
    id: 'waiting',
    columns: useReceiverColumns(receiverId !== null),
    rows: list.data?.receivers ?? noReceivers,
    idOf: receiverIdOf,
    isHeld: receiverId !== null,
  });
  const step = (by: number): (() => void) | null => {
    const at = model.rows.findIndex((row) => row.receiverId === receiverId);
    const target = at < 0 ? undefined : model.rows[at + by];
    if (!target) return null;
    return () => {
      setActiveId(target.receiverId);
      onReceiver(target.receiverId);
    };
  };
  const steps = { next: step(1), previous: step(-1) };
  useKeys([
    { keys: ']', label: text('waiting.next.receiver'), run: () => steps.next?.() },
    { keys: '[', label: text('waiting.previous.receiver'), run: () => steps.previous?.() },
    {
      keys: 'Escape',
      label: text(detail ? 'waiting.back' : 'waiting.close'),
      run: () => (detail ? onBack() : onReceiver(null)),
    },
  ]);
  return (
    <Page
      title={text('waiting.title')}
      covers={text('waiting.covers')}
      actions={<CountPill count={model.waiting} onClick={model.release} />}
      status={list.data ? <Status answer={list.data} /> : null}
    >
      <MasterDetail
        id="waiting"
        masterShare={38}
        master={
          <div className={classes.list}>
            {list.data ? <EngineNotices engines={list.data.engines} /> : null}
            <QueryView
              query={list}
              empty={(answer) => (answer.receivers.length > 0 ? null : <Nothing answer={answer} />)}
            >
              {() => (
                <VirtualTable
                  label={text('waiting.list')}
                  model={model}
                  activeId={activeId}
                  onActivate={setActiveId}
                  onOpen={onReceiver}
                  isOpen={(id) => id === receiverId}
                />
              )}
            </QueryView>
          </div>
        }
        detail={
          detail ??
          (receiverId === null ? null : (
            <ReceiverDetail
              key={receiverId}
              receiverId={receiverId}
              steps={steps}
              onOpen={onOpen}
              onClose={() => onReceiver(null)}
            />
          ))
        }
      />
    </Page>
  );
}

/** No rows are good news only when every engine was asked. */
function Nothing({ answer }: { answer: Answer }) {
  const text = useText();
  if (answer.engines.some(isSilent)) return <StateView kind="empty" title={text('waiting.unknown.title')} />;
  return <StateView kind="empty" title={text('waiting.empty.title')} hint={text('waiting.empty.text')} />;
}

function Status({ answer: { receivers } }: { answer: Answer }) {
  const text = useText();
  const format = useFormat();
  const sum = (count: (row: WaitingReceiver) => number): number => receivers.reduce((all, row) => all + count(row), 0);
  const [count, lookedAt, urgent] = [sum((row) => row.count), sum((row) => row.lookedAt), sum((row) => row.urgent)];
  return (
    <span className={classes.status}>
      <span>{text('waiting.status.total', { count })}</span>
      {urgent > 0 ? <strong>{text('waiting.status.urgent', { n: format.number(urgent) })}</strong> : null}
      {lookedAt < count ? (
        <span>{text('waiting.urgent.part', { looked: format.number(lookedAt), total: format.number(count) })}</span>
      ) : null}
    </span>
  );
}
