import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import classes from './trace.module.css';

type Choice = Extract<OutputOf<'trace.ask'>, { kind: 'choice' }>;
type Item = Choice['items'][number];

/** Events of one person, newest first: what kind, when, and what became of it. One is chosen by arrow keys and Enter. */
export function ChoiceList({ choice, onChoose }: { choice: Choice; onChoose: (ref: MessageRef) => void }) {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { items, personKind, isCut } = choice;
  useEffect(() => list.current?.focus(), []);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -items.length, End: items.length }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(items.length - 1, Math.max(0, active + step));
      setActive(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    }
    const chosen = items[active];
    if (event.key === 'Enter' && chosen !== undefined) onChoose(chosen.ref);
  };
  return (
    <div className={classes.choice}>
      <h2>{text('trace.choice.title')}</h2>
      <p className="dim">
        {personKind === null ? null : `${text(`trace.personKind.${personKind}`)} · `}
        {text('trace.choice.hint')} {isCut ? text('trace.choice.cut') : null}
      </p>
      <div
        ref={list}
        role="listbox"
        className={classes.options}
        aria-label={text('trace.choice.list')}
        aria-activedescendant={optionId(active)}
        tabIndex={0}
        onKeyDown={move}
      >
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
          <div
            key={`${item.ref.channelId}/${item.ref.nativeId}`}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            className={classes.option}
            onClick={() => onChoose(item.ref)}
          >
            <Option item={item} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Option({ item: { role, at, lastAt, code, isUrgent, party } }: { item: Item }) {
  const text = useText();
  return (
    <>
      <span className="strong">{text(`trace.role.${role}`)}</span>
      <span className="dim">
        <Moment at={at} />
        {lastAt - at > 60_000 ? (
          <>
            {' – '}
            <Moment at={lastAt} />
          </>
        ) : null}
      </span>
      <span>{party ?? ''}</span>
      <span data-code={code}>{text(`trace.brief.${code}`)}</span>
      <span className={classes.urgent}>{isUrgent ? text('trace.urgent') : ''}</span>
    </>
  );
}

function optionId(index: number): string {
  return `trace-choice-${index}`;
}
