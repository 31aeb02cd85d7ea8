import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import classes from './trace.module.css';

type Question = InputOf<'trace.ask'>['question'];
type QuestionFormProps = {
  /** Who asks and why is there. */
  isReady: boolean;
  isBusy: boolean;
  onAsk: (question: Question) => void;
};

const ways = ['number', 'birth'] as const;
const numberField = 'trace-number';

/** One box for any number; without one, three facts. What was typed is gone once it was asked. */
export function QuestionForm({ isReady, isBusy, onAsk }: QuestionFormProps) {
  const text = useText();
  const [way, setWay] = useState<(typeof ways)[number]>('number');
  useKeys([{ keys: '/', label: text('trace.number'), run: () => document.getElementById(numberField)?.focus() }]);
  return (
    <fieldset className={classes.fields}>
      <legend>{text('trace.question')}</legend>
      <SegmentedControl
        size="xs"
        aria-label={text('trace.question')}
        value={way}
        data={[
          { value: 'number', label: text('trace.withNumber') },
          { value: 'birth', label: text('trace.withoutNumber') },
        ]}
        onChange={(value) => setWay(ways.find((each) => each === value) ?? 'number')}
      />
      {way === 'number' ? (
        <ByNumber isReady={isReady} isBusy={isBusy} onAsk={onAsk} />
      ) : (
        <ByBirth isReady={isReady} isBusy={isBusy} onAsk={onAsk} />
      )}
    </fieldset>
  );
}

function ByNumber({ isReady, isBusy, onAsk }: QuestionFormProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [isEarly, setEarly] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setEarly(!isReady);
    if (!isReady || isBusy || typed.trim() === '') return;
    onAsk({ kind: 'number', text: typed.trim() });
    setTyped('');
  };
  return (
    <form className={classes.question} onSubmit={submit}>
      <TextInput
        id={numberField}
        size="sm"
        autoComplete="off"
        spellCheck={false}
        label={text('trace.number')}
        description={text('trace.numberHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={isEarly && !isReady ? text('trace.callerMissing') : null}
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <AskButton isBusy={isBusy} isDisabled={typed.trim() === ''} />
    </form>
  );
}

function ByBirth({ isReady, isBusy, onAsk }: QuestionFormProps) {
  const text = useText();
  const [birthDate, setBirthDate] = useState('');
  const [day, setDay] = useState('');
  const [requester, setRequester] = useState('');
  const [isEarly, setEarly] = useState(false);
  const isFilled = birthDate !== '' && day !== '' && requester.trim().length > 1;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setEarly(!isReady);
    if (!isReady || isBusy || !isFilled) return;
    onAsk({ kind: 'birth', birthDate: digitsOf(birthDate), day: digitsOf(day), requester: requester.trim() });
    setBirthDate('');
  };
  return (
    <form className={classes.question} onSubmit={submit}>
      <div className={classes.pair}>
        <TextInput
          size="xs"
          type="date"
          autoComplete="off"
          label={text('trace.birthDate')}
          value={birthDate}
          onChange={(event) => setBirthDate(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          type="date"
          autoComplete="off"
          label={text('trace.day')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      <TextInput
        size="xs"
        autoComplete="off"
        label={text('trace.requester')}
        description={text('trace.requesterHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={isEarly && !isReady ? text('trace.callerMissing') : null}
        value={requester}
        maxLength={120}
        onChange={(event) => setRequester(event.currentTarget.value)}
      />
      <AskButton isBusy={isBusy} isDisabled={!isFilled} />
    </form>
  );
}

function AskButton({ isBusy, isDisabled }: { isBusy: boolean; isDisabled: boolean }) {
  const text = useText();
  return (
    <Button type="submit" size="sm" loading={isBusy} disabled={isDisabled}>
      {text('trace.ask')}
    </Button>
  );
}

/** As `YYYYMMDD`, from the field's `YYYY-MM-DD`. */
function digitsOf(date: string): string {
  return date.replaceAll('-', '');
}
