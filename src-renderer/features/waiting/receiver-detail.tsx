import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { useMessageColumns } from './message-columns.tsx';
import { QueueTable } from './queue-table.tsx';
import classes from './waiting.module.css';
import { messageIdOf, receiverNameOf, type WaitingMessage, type WaitingReceiver } from './waiting-view.ts';
import { WaitingSentence } from './waiting-words.tsx';

export type Steps = { next: (() => void) | null; previous: (() => void) | null };
type ReceiverDetailProps = {
  receiverId: string;
  steps: Steps;
  onOpen: (message: WaitingMessage) => void;
  onClose: () => void;
};

/** One receiver: what goes by itself, what blocks it, and the messages that wait. */
export function ReceiverDetail({ receiverId, steps, onOpen, onClose }: ReceiverDetailProps) {
  const text = useText();
  const detail = useContractQuery('waiting.messages', { receiverId }, { everyMs: 10_000 });
  return (
    <article className={classes.detail} aria-label={text('waiting.detail')}>
      <QueryView query={detail}>
        {({ receiver, items }) => (
          <>
            <header className={classes.head}>
              <div className={classes.titleLine}>
                <div className={classes.title}>
                  <h2>{receiver ? receiverNameOf(receiver) : text('waiting.detail')}</h2>
                  {receiver?.target ? <p className="mono dim">{receiver.target}</p> : null}
                </div>
                <Navigation steps={steps} onClose={onClose} />
              </div>
              {receiver ? <WaitingSentence queues={receiver.queues} /> : null}
            </header>
            {receiver ? (
              <>
                <section className={classes.section}>
                  <QueueTable queues={receiver.queues} onOpen={onOpen} />
                </section>
                <Messages receiver={receiver} items={items} onOpen={onOpen} />
              </>
            ) : (
              <StateView kind="empty" title={text('waiting.gone.title')} hint={text('waiting.gone.text')} />
            )}
          </>
        )}
      </QueryView>
    </article>
  );
}

type MessagesProps = {
  receiver: WaitingReceiver;
  items: readonly WaitingMessage[];
  onOpen: (message: WaitingMessage) => void;
};

function Messages({ receiver, items, onOpen }: MessagesProps) {
  const text = useText();
  const format = useFormat();
  const [activeId, setActiveId] = useState<string | null>(null);
  const model = useTableModel({
    id: 'waiting-messages',
    columns: useMessageColumns(),
    rows: items,
    idOf: messageIdOf,
    isHeld: false,
    question: receiver.receiverId,
  });
  const open = (id: string): void => {
    const message = items.find((each) => messageIdOf(each) === id);
    if (message) onOpen(message);
  };
  return (
    <section className={classes.messages} aria-label={text('waiting.messages')}>
      <div className={classes.messagesHead}>
        <h3>{text('waiting.messages')}</h3>
        {items.length > 0 && items.length < receiver.count ? (
          <span className="dim">
            {text('waiting.messages.part', {
              listed: format.number(items.length),
              total: format.number(receiver.count),
            })}
          </span>
        ) : null}
      </div>
      {items.length > 0 ? (
        <VirtualTable
          label={text('waiting.messages')}
          model={model}
          activeId={activeId}
          onActivate={setActiveId}
          onOpen={open}
          keysWhen="focused"
        />
      ) : (
        <StateView kind="empty" title={text('waiting.messages.none')} />
      )}
    </section>
  );
}

function Navigation({ steps, onClose }: { steps: Steps; onClose: () => void }) {
  const text = useText();
  return (
    <span className={classes.navigation}>
      <ActionIcon
        variant="subtle"
        aria-label={text('waiting.previous.receiver')}
        disabled={!steps.previous}
        onClick={() => steps.previous?.()}
      >
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        aria-label={text('waiting.next.receiver')}
        disabled={!steps.next}
        onClick={() => steps.next?.()}
      >
        <IconChevronDown size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={text('waiting.close')} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </span>
  );
}
