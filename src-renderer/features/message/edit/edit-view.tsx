import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { EditPlan } from '../../../../src-shared/contract/message-edit.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { StateView } from '../../../ui/state-view.tsx';
import { useLeaveGuard } from '../../../ui/use-leave-guard.ts';
import { firstChoice } from '../message-address.ts';
import { RevealDialog } from '../reveal.tsx';
import classes from './edit.module.css';
import { type EditState, planOf, untouched } from './edit-plan.ts';
import { Editor } from './editor.tsx';

type EditViewProps = {
  messageRef: MessageRef;
  /** The name of a file, where it is one: known to the page alone. */
  fileName?: string;
  onClose: () => void;
  /** Hands the plan on; null where nothing can be sent. */
  onReplay: ((plan: EditPlan) => void) | null;
  /** The plan that was sent last, from here. */
  sentPlan: EditPlan | null;
};

/** A message for changing: the source's raw form, once it is revealed. */
export function EditView(props: EditViewProps) {
  const { messageRef, sentPlan, fileName, onReplay } = props;
  const text = useText();
  const held = useState<EditState>(untouched);
  const [savedPlan, setSavedPlan] = useState<EditPlan | null>(null);
  const guard = useLeaveGuard(isUnsaved(held[0], [sentPlan, savedPlan]));
  const onClose = () => guard.attempt(props.onClose);
  const message = useContractQuery('message.get', { ref: messageRef });
  return (
    <>
      <QueryView query={message}>
        {(answer) => {
          const choice = firstChoice(answer.connectors.filter((row) => row.role === 'source'));
          if (answer.revealedUntil === null) return <NeedsReveal messageRef={messageRef} onClose={onClose} />;
          return choice ? (
            <Editor
              input={{ ref: messageRef, ...choice }}
              name={fileName ?? nameOf(answer)}
              revealedUntil={answer.revealedUntil}
              onSaved={setSavedPlan}
              {...{ held, onReplay, onClose }}
            />
          ) : (
            <NotStored />
          );
        }}
      </QueryView>
      {guard.isAsking ? (
        <ConfirmDialog
          title={text('edit.leave.title')}
          confirmLabel={text('edit.leave.confirm')}
          isDangerous
          onConfirm={guard.leave}
          onClose={guard.stay}
        >
          <p>{text('edit.leave.text')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** Whether something is changed that was neither sent nor saved. */
function isUnsaved(state: EditState, done: readonly (EditPlan | null)[]): boolean {
  const plan = planOf(state);
  return plan !== null && !done.some((each) => JSON.stringify(each) === JSON.stringify(plan));
}

/** Which message this is, in words a person can say on the phone. */
function nameOf({ channelName, header }: OutputOf<'message.get'>): string {
  return [channelName, header.messageType, header.messageControlId].filter(Boolean).join(' · ');
}

function NotStored() {
  const text = useText();
  return <StateView kind="empty" title={text('message.notStored')} hint={text('message.notStored.text')} />;
}

function NeedsReveal({ messageRef, onClose }: Pick<EditViewProps, 'messageRef' | 'onClose'>) {
  const text = useText();
  const [isAsking, setAsking] = useState(true);
  return (
    <>
      <StateView
        kind="empty"
        title={text('edit.needsReveal')}
        hint={text('edit.needsReveal.text')}
        action={{ label: text('message.reveal'), run: () => setAsking(true) }}
      />
      {isAsking ? <RevealDialog messageRef={messageRef} onClose={() => setAsking(false)} /> : null}
      <Button className={classes.backButton ?? ''} variant="subtle" size="compact-sm" onClick={onClose}>
        {text('edit.done')}
      </Button>
    </>
  );
}
