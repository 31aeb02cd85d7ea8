import { type ReactNode, useState } from 'react';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { StateView } from '../../ui/state-view.tsx';
import classes from './edit-many.module.css';
import { nameOf, PreviewDetail, type RevealSlot } from './preview/preview-detail.tsx';
import { PreviewList } from './preview/preview-list.tsx';
import { nextToSend, type PreviewRow, rowsOf } from './preview/preview-row.ts';
import { RevealManyDialog } from './preview/reveal-many-dialog.tsx';
import { usePreview } from './preview/use-preview.ts';
import type { Sending } from './sending.ts';
import { readySteps } from './steps/step-draft.ts';
import { StepList } from './steps/step-list.tsx';
import { useFirstBody } from './steps/use-first-body.ts';
import { useSteps } from './steps/use-steps.ts';

type EditManyProps = {
  accountId: string;
  refs: readonly MessageRef[];
  onRefs: (refs: readonly MessageRef[]) => void;
  sendDialog: (sending: Sending) => ReactNode;
  reveal: RevealSlot;
  onOpenMessage: (ref: MessageRef) => void;
};

/** Steps at the side, every message with what it becomes, and the chosen one in full. */
export function EditMany({ accountId, refs, onRefs, sendDialog, reveal, onOpenMessage }: EditManyProps) {
  const text = useText();
  const steps = useSteps(accountId);
  const preview = usePreview(refs, readySteps(steps.drafts));
  const source = useFirstBody(refs[0] ?? null, steps.drafts.length > 0);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [revealing, setRevealing] = useState<readonly MessageRef[] | null>(null);
  const [sending, setSending] = useState<PreviewRow | null>(null);
  const [sentIds, setSentIds] = useState<ReadonlySet<string>>(new Set());
  // Most are sent for the same reason; it is shown again, and sent only by the person.
  const [lastReason, setLastReason] = useState('');
  const rows = rowsOf(refs, preview.itemById);
  const chosen = rows.find(({ id }) => id === chosenId) ?? null;

  const send = (row: PreviewRow): void => {
    setChosenId(row.id);
    setSending(row);
  };
  const closeSending = (row: PreviewRow, sentFor: string | null): void => {
    setSending(null);
    if (sentFor === null) return;
    setLastReason(sentFor);
    const sent = new Set(sentIds).add(row.id);
    setSentIds(sent);
    setChosenId(nextToSend(rows, row.id, sent)?.id ?? row.id);
  };
  const leaveOut = (row: PreviewRow): void => {
    const at = rows.indexOf(row);
    setChosenId((rows[at + 1] ?? rows[at - 1])?.id ?? null);
    onRefs(refs.filter((ref) => failureIdOf(ref) !== row.id));
  };
  useKeys([
    {
      keys: 'r',
      label: text('editMany.send'),
      run: () => chosen?.item?.outcome === 'changed' && send(chosen),
    },
    { keys: 'Escape', label: text('keys.closeDetail'), run: () => setChosenId(null) },
  ]);
  return (
    <div className={classes.page}>
      <StepList steps={steps} source={source} />
      <div className={classes.results} data-open={chosen !== null || undefined}>
        <PreviewList
          rows={rows}
          preview={preview}
          chosenId={chosenId}
          sentCount={sentIds.size}
          onChoose={setChosenId}
          onSend={send}
          onReveal={setRevealing}
        />
        {chosen ? (
          <PreviewDetail
            key={chosen.id}
            row={chosen}
            steps={preview.steps}
            reveal={reveal}
            onRevealed={() => preview.again([chosen.ref])}
            actions={{
              onSend: send,
              onRemove: leaveOut,
              onOpen: (row) => onOpenMessage(row.ref),
            }}
          />
        ) : (
          <section className={classes.detail} aria-label={text('editMany.detail')}>
            <StateView kind="empty" title={text('editMany.choose')} hint={text('editMany.choose.text')} />
          </section>
        )}
      </div>
      {revealing ? (
        <RevealManyDialog refs={revealing} onRevealed={preview.again} onClose={() => setRevealing(null)} />
      ) : null}
      {sending && preview.steps
        ? sendDialog({
            ref: sending.ref,
            steps: preview.steps,
            name: nameOf(sending, undefined),
            startReason: lastReason,
            onClose: (sentFor) => closeSending(sending, sentFor),
          })
        : null}
    </div>
  );
}
