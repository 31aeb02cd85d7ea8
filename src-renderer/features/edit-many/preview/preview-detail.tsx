import { ActionIcon, Button } from '@mantine/core';
import { IconFileSearch, IconPlaylistX, IconRepeat } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { useLatest } from '../../../ui/use-latest.ts';
import { ChangesTable } from '../../../widgets/changes-table.tsx';
import classes from '../edit-many.module.css';
import { rawSource } from '../steps/use-first-body.ts';
import { FullDifference } from './full-difference.tsx';
import { OutcomeLabel } from './outcome-label.tsx';
import type { PreviewRow } from './preview-row.ts';

export type DetailActions = {
  onSend: (row: PreviewRow) => void;
  onRemove: (row: PreviewRow) => void;
  onOpen: (row: PreviewRow) => void;
};

/** Shows whether patient data of a message is hidden or for how long it is shown, with the way to the other. */
export type RevealSlot = (ref: MessageRef, revealedUntil: number | null) => ReactNode;

type PreviewDetailProps = {
  row: PreviewRow;
  steps: EditStep[] | null;
  actions: DetailActions;
  reveal: RevealSlot;
  /** The message was revealed after it had been tried. */
  onRevealed: () => void;
};

/** What the chosen message becomes: place by place, and in its text when it is revealed. */
export function PreviewDetail({ row, steps, actions, reveal, onRevealed }: PreviewDetailProps) {
  const text = useText();
  const message = useContractQuery('message.get', { ref: row.ref });
  const { item } = row;
  const revealedUntil = message.data?.revealedUntil ?? null;
  const isBehind = item?.masked === true && revealedUntil !== null;
  const tell = useLatest(onRevealed);
  const toldOf = useRef<number | null>(null);
  useEffect(() => {
    // Once for each reveal, whatever the answer is.
    if (!isBehind || toldOf.current === revealedUntil) return;
    toldOf.current = revealedUntil;
    tell.current();
  }, [isBehind, revealedUntil, tell]);
  return (
    <section className={classes.detail} aria-label={text('editMany.detail')}>
      <div className={classes.bar}>
        <strong className={classes.name} title={nameOf(row, message.data)}>
          {nameOf(row, message.data)}
        </strong>
        <span className={classes.grow} />
        {message.data && !message.data.isGone ? reveal(row.ref, revealedUntil) : null}
        <ActionIcon
          aria-label={text('editMany.open')}
          title={text('editMany.open')}
          onClick={() => actions.onOpen(row)}
        >
          <IconFileSearch size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={text('editMany.remove')}
          title={text('editMany.remove')}
          onClick={() => actions.onRemove(row)}
        >
          <IconPlaylistX size={16} />
        </ActionIcon>
        {item?.outcome === 'changed' ? (
          <Button size="compact-xs" leftSection={<IconRepeat size={14} />} onClick={() => actions.onSend(row)}>
            {text('editMany.send')}
          </Button>
        ) : null}
      </div>
      <div className={classes.detailBody}>
        {item && steps ? (
          <ItemDetail item={item} steps={steps} message={message.data} />
        ) : steps ? (
          <StateView kind="loading" />
        ) : (
          <StateView kind="empty" title={text('editMany.nothingToTry')} hint={text('editMany.nothingToTry.text')} />
        )}
      </div>
    </section>
  );
}

/** Which message this is, in words a person can say on the phone. */
export function nameOf({ ref, item }: PreviewRow, message: OutputOf<'message.get'> | undefined): string {
  const type = item?.messageType ?? message?.header.messageType;
  const controlId = item?.messageControlId ?? message?.header.messageControlId;
  return [message?.channelName, type, controlId].filter(Boolean).join(' · ') || ref.nativeId;
}

type ItemDetailProps = { item: EditOfOne; steps: EditStep[]; message: OutputOf<'message.get'> | undefined };

function ItemDetail({ item, steps, message }: ItemDetailProps) {
  const text = useText();
  const source = message ? rawSource(message) : null;
  const isRevealed = message !== undefined && message.revealedUntil !== null;
  // What was revealed goes from the screen at once, not when the masked answer is here.
  if (!item.masked && message !== undefined && !isRevealed) return <StateView kind="loading" />;
  const showsAll = !item.masked && isRevealed && source !== null && ['changed', 'refused'].includes(item.outcome);
  return (
    <>
      <p className={classes.outcomeLine} role={item.outcome === 'refused' ? 'alert' : undefined}>
        <OutcomeLabel item={item} isAsked />
      </p>
      {item.outcome === 'needs-reveal' ? <p className={classes.note}>{text('editMany.needsReveal.text')}</p> : null}
      {item.outcome === 'changed' && !item.isJudged ? (
        <p className={classes.note}>{text('editMany.notJudged')}</p>
      ) : null}
      {item.masked && item.changes.length > 0 ? <p className={classes.note}>{text('editMany.masked')}</p> : null}
      {showsAll ? (
        <FullDifference source={source} steps={steps} />
      ) : (
        <>
          {item.changes.length > 0 ? <ChangesTable changes={item.changes} /> : null}
          {item.changeCount > item.changes.length ? (
            <p className={classes.note}>
              {text('editMany.moreChanges', { count: item.changeCount - item.changes.length })}
            </p>
          ) : null}
        </>
      )}
    </>
  );
}
