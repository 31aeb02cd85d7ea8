import { Button } from '@mantine/core';
import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { newRequestId } from '../../bridge/request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { AskedView } from './asked-view.tsx';
import { CallerForm, emptyCaller, isComplete } from './caller-form.tsx';
import { QuestionForm } from './question-form.tsx';
import classes from './trace.module.css';

type Question = InputOf<'trace.ask'>['question'];
type Choice = Extract<OutputOf<'trace.ask'>, { kind: 'choice' }>;
type LiaisonPageProps = {
  /** Null for those whose roles do not reach so far; then it is not offered. */
  onMessage: ((ref: MessageRef) => void) | null;
  onWay: ((ref: MessageRef) => void) | null;
};

/** Somebody calls: who it is, what it is about, and what became of it in words that can be read aloud. */
export function LiaisonPage({ onMessage, onWay }: LiaisonPageProps) {
  const text = useText();
  const [caller, setCaller] = useState(emptyCaller);
  const [choice, setChoice] = useState<Choice | null>(null);
  const command = useContractCommand('trace.ask');
  // Counted so that a new call and a new answer begin with empty fields.
  const [callNumber, setCallNumber] = useState(0);
  const { name, unit, phone, unitIds, reason } = caller;

  const ask = (question: Question): void => {
    if (reason === null || !isComplete(caller)) return;
    const asking = { name, unit, phone, unitIds: unitIds.split(/[\s,;]+/).filter((id) => id !== '') };
    command.mutate(
      { requestId: newRequestId(), caller: asking, reason, question },
      {
        onSuccess: (answer) => {
          if (answer.kind === 'choice') setChoice(answer);
          else if (question.kind !== 'message') setChoice(null);
        },
      },
    );
  };
  const startCall = (): void => {
    setCaller(emptyCaller);
    setChoice(null);
    command.reset();
    setCallNumber(callNumber + 1);
  };

  return (
    <Page
      title={text('trace.title')}
      covers={text('trace.covers')}
      actions={
        <Button size="compact-sm" variant="default" onClick={startCall}>
          {text('trace.caller.new')}
        </Button>
      }
    >
      <div className={classes.desk}>
        <div className={classes.asking} key={callNumber}>
          <CallerForm caller={caller} onChange={setCaller} />
          <QuestionForm isReady={isComplete(caller)} isBusy={command.isPending} onAsk={ask} />
        </div>
        <AskedView
          answer={command.data ?? null}
          error={command.error}
          isBusy={command.isPending}
          choice={choice}
          onChoose={(ref) => ask({ kind: 'message', ref })}
          onBack={() => command.reset()}
          onMessage={onMessage}
          onWay={onWay}
        />
      </div>
    </Page>
  );
}
