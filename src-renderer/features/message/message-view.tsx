import { Button } from '@mantine/core';
import { IconPencil, IconRepeat } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { CopyableId } from '../../ui/copyable-id.tsx';
import { Moment } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { BodyFacts, StageBar } from './body-bar.tsx';
import type { ComparedForm } from './compare-address.ts';
import { CompareMenu } from './compare-menu.tsx';
import { CopyMenu } from './copy-menu.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { Journey } from './journey.tsx';
import classes from './message.module.css';
import { firstChoice, type StageChoice } from './message-address.ts';
import { Reveal } from './reveal.tsx';

type MessageViewProps = {
  messageRef: MessageRef;
  /** Buttons of the list it was opened from: previous, next, close. */
  navigation?: ReactNode;
  /** Slot for what was sent again of this message. */
  history?: ReactNode;
  /** Slot for what else can be done with it, beside editing and sending again. */
  actions?: ReactNode;
  /** What a person must know before doing anything with it; null = nothing. */
  notice?: string | null;
  /** Null for those whose roles do not reach so far; then it is not offered. */
  onReplay: (() => void) | null;
  onEdit: (() => void) | null;
  onCompare: (a: ComparedForm, b: ComparedForm) => void;
};

/** One message for reading: what is wrong, its way through the channel, and its stored forms. */
export function MessageView(props: MessageViewProps) {
  const message = useContractQuery('message.get', { ref: props.messageRef });
  return (
    <QueryView query={message}>
      {(answer) => <LoadedMessage key={answer.ref.nativeId} message={answer} {...props} />}
    </QueryView>
  );
}

function LoadedMessage({
  message,
  messageRef,
  navigation,
  history,
  actions,
  notice,
  onReplay,
  onEdit,
  onCompare,
}: MessageViewProps & { message: OutputOf<'message.get'> }) {
  const text = useText();
  const [chosen, setChosen] = useState<StageChoice | null>(null);
  const choice = chosen ?? firstChoice(message.connectors);
  return (
    <article className={classes.view} aria-label={text('message.title')}>
      <header className={classes.head}>
        <div className={classes.titleRow}>
          <h2 className={classes.title}>
            {[message.channelName, message.header.messageType].filter(Boolean).join(' · ')}
          </h2>
          {onEdit ? (
            <Button size="compact-sm" variant="default" leftSection={<IconPencil size={15} />} onClick={onEdit}>
              {text('message.edit')}
            </Button>
          ) : null}
          {actions}
          {onReplay ? (
            <Button size="compact-sm" leftSection={<IconRepeat size={15} />} onClick={onReplay}>
              {text('message.replay')}
            </Button>
          ) : null}
          {navigation}
        </div>
        <Facts message={message} />
        {notice ? <p className={classes.notice}>{notice}</p> : null}
        {message.isGone ? <p className={classes.notice}>{text('message.gone')}</p> : null}
        {message.isFromCache && !message.isGone ? <p className={classes.notice}>{text('message.fromCache')}</p> : null}
        {message.connectors
          .filter((row) => row.error)
          .map((row) => (
            <ErrorPanel key={row.connectorId} messageRef={messageRef} row={row} />
          ))}
        <Journey message={message} choice={choice} onChoose={setChosen} />
        {history}
      </header>
      {choice ? (
        <Body message={message} messageRef={messageRef} choice={choice} onChoose={setChosen} onCompare={onCompare} />
      ) : (
        <StateView kind="empty" title={text('message.notStored')} hint={text('message.notStored.text')} />
      )}
    </article>
  );
}

function Facts({ message }: { message: OutputOf<'message.get'> }) {
  const text = useText();
  const { header } = message;
  return (
    <div className={classes.facts}>
      <span>
        {text('message.nativeId')} <CopyableId id={message.ref.nativeId} />
      </span>
      {header.messageControlId ? (
        <span>
          {text('message.controlId')} <CopyableId id={header.messageControlId} />
        </span>
      ) : null}
      {header.sender ? (
        <span>
          {header.sender} → {header.receiver ?? '?'}
        </span>
      ) : null}
      <span>
        <Moment at={message.receivedAt} />
      </span>
      {message.originalNativeId ? <span>{text('message.copyOf', { id: message.originalNativeId })}</span> : null}
      {message.attachmentCount > 0 ? (
        <span>{text('message.attachments', { count: message.attachmentCount })}</span>
      ) : null}
    </div>
  );
}

type BodyProps = {
  message: OutputOf<'message.get'>;
  messageRef: MessageRef;
  choice: StageChoice;
  onChoose: (choice: StageChoice) => void;
  onCompare: (a: ComparedForm, b: ComparedForm) => void;
};

function Body({ message, messageRef, choice, onChoose, onCompare }: BodyProps) {
  const input = { ref: messageRef, ...choice };
  const body = useContractQuery('message.openBody', input);
  const row = message.connectors.find((each) => each.connectorId === choice.connectorId);
  const actions = (
    <>
      <CompareMenu messageRef={messageRef} connectors={message.connectors} choice={choice} onCompare={onCompare} />
      <CopyMenu messageRef={messageRef} choice={choice} />
    </>
  );
  // What was revealed goes from the screen at once, not when the masked answer is here.
  const isEnded = message.revealedUntil === null && body.data?.masked === false;
  return (
    <>
      <div className={classes.bar}>
        {row ? <StageBar row={row} choice={choice} onChoose={onChoose} /> : null}
        {body.data ? <BodyFacts body={body.data} /> : null}
        <span className={classes.grow} />
        <Reveal messageRef={messageRef} revealedUntil={message.revealedUntil} />
      </div>
      <div className={classes.body}>
        {isEnded ? (
          <StateView kind="loading" />
        ) : (
          <QueryView query={body}>
            {(facts) => <Inspector key={JSON.stringify(input)} {...{ input, facts, actions }} />}
          </QueryView>
        )}
      </div>
    </>
  );
}
