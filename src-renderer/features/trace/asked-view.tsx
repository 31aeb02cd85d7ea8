import { useEffect, useRef } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { CallError } from '../../bridge/call-error.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { AnswerView } from './answer-view.tsx';
import { ChoiceList } from './choice-list.tsx';
import classes from './trace.module.css';

type Asked = OutputOf<'trace.ask'>;
type AskedViewProps = {
  answer: Asked | null;
  error: CallError | null;
  isBusy: boolean;
  /** Events that one was picked from, so that another can be. */
  choice: Extract<Asked, { kind: 'choice' }> | null;
  onChoose: (ref: MessageRef) => void;
  onBack: () => void;
  onMessage: ((ref: MessageRef) => void) | null;
  onWay: ((ref: MessageRef) => void) | null;
};

/** What is told of a question. It gets the focus, so that it is read out and the keys reach it. */
export function AskedView({ answer, error, isBusy, choice, ...props }: AskedViewProps) {
  const text = useText();
  const place = useRef<HTMLElement>(null);
  const told = answer ?? error;
  useEffect(() => {
    if (told !== null) place.current?.focus();
  }, [told]);
  return (
    <section
      ref={place}
      className={classes.told}
      aria-label={text('trace.answer')}
      aria-busy={isBusy || undefined}
      tabIndex={-1}
    >
      <Told answer={isBusy ? null : answer} error={isBusy ? null : error} {...{ isBusy, choice }} {...props} />
    </section>
  );
}

function Told({ answer, error, isBusy, choice, onChoose, onBack, onMessage, onWay }: AskedViewProps) {
  const text = useText();
  const errorText = useErrorText();
  if (isBusy) return <StateView kind="loading" />;
  if (error !== null) return <StateView kind="error" {...errorText(error.shape)} />;
  if (answer === null)
    return choice === null ? (
      <StateView kind="empty" title={text('trace.empty.title')} hint={text('trace.empty.text')} />
    ) : (
      <ChoiceList choice={choice} onChoose={onChoose} />
    );
  if (answer.kind === 'mistyped') return <Mistyped faults={answer.faults} />;
  if (answer.kind === 'many') return <Many persons={answer.persons} events={answer.events} />;
  if (answer.kind === 'choice') return <ChoiceList choice={answer} onChoose={onChoose} />;
  return (
    <AnswerView
      answer={answer}
      personKind={answer.personKind ?? choice?.personKind ?? null}
      onBack={choice === null ? null : onBack}
      onMessage={onMessage}
      onWay={onWay}
    />
  );
}

function Mistyped({ faults }: { faults: readonly string[] }) {
  const text = useText();
  return (
    <div className={classes.notice}>
      <h2>{text('trace.mistyped.title')}</h2>
      {faults.map((fault) => (
        <p key={fault}>{text.from(`trace.mistyped.${fault}`, {}, text('trace.mistyped.control-digit'))}</p>
      ))}
      <p className="dim">{text('trace.mistyped.again')}</p>
    </div>
  );
}

function Many({ persons, events }: { persons: number; events: number }) {
  const text = useText();
  return (
    <div className={classes.notice}>
      <h2>{text('trace.many.title')}</h2>
      <p>
        {text('trace.many.persons', { count: persons })}, {text('trace.many.events', { count: events })}
      </p>
      <p className="dim">{text('trace.many.text')}</p>
    </div>
  );
}
