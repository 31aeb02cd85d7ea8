import { Button } from '@mantine/core';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { useTell } from '../../ui/use-tell.ts';
import { storyText } from './story-text.ts';
import type { Story } from './story-words.ts';
import classes from './trace.module.css';

type AnswerActionsProps = {
  story: Story;
  /** Null = the answer stands in no audit log. */
  caseNumber: string | null;
  onBack: (() => void) | null;
  onMessage: ((ref: MessageRef) => void) | null;
  onWay: ((ref: MessageRef) => void) | null;
};

export function AnswerActions({ story, caseNumber, onBack, onMessage, onWay }: AnswerActionsProps) {
  const text = useText();
  const format = useFormat();
  const tell = useTell();
  const { subject } = story;
  useKeys(onBack ? [{ keys: 'Escape', label: text('trace.choice.back'), run: onBack }] : []);
  const copy = (): void => {
    navigator.clipboard.writeText(storyText({ story, caseNumber }, { text, format })).then(
      () => tell(text('trace.act.copied')),
      () => tell(text('trace.act.copyFailed'), 'danger'),
    );
  };
  return (
    <div className={classes.actions}>
      {onBack ? <Act label={text('trace.choice.back')} onClick={onBack} /> : null}
      <Act label={text('trace.act.copy')} onClick={copy} />
      <Act label={text('trace.act.print')} onClick={() => print()} />
      {onMessage && subject ? <Act label={text('trace.act.message')} onClick={() => onMessage(subject)} /> : null}
      {onWay && subject ? <Act label={text('trace.act.way')} onClick={() => onWay(subject)} /> : null}
    </div>
  );
}

function Act({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" onClick={onClick}>
      {label}
    </Button>
  );
}
