import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { AffectedCounts } from '../../../src-shared/domain/affected-set.ts';
import { useText } from '../../locales/use-text.ts';
import { Chip } from '../../ui/chip.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import classes from './affected.module.css';

export type SetPart = InputOf<'affected.messages'>['part'];
export const wholeSet: SetPart = { receiver: null, sender: null, status: null, isUncertain: null };

type SetCountsProps = {
  counts: AffectedCounts;
  part: SetPart;
  /** Null: nothing can be chosen, for there is no list yet. */
  onPart: ((part: SetPart) => void) | null;
};

/** How many, by what became of them, by sender and for each recipient; pressed, the list shows only those. */
export function SetCounts({ counts, part, onPart }: SetCountsProps) {
  const text = useText();
  const format = useFormat();
  const toggle = (change: Partial<SetPart>, isOn: boolean): void =>
    onPart?.(
      isOn ? { ...part, ...Object.fromEntries(Object.keys(change).map((key) => [key, null])) } : { ...part, ...change },
    );
  return (
    <section className={classes.section} aria-label={text('affected.counts')}>
      <p className={classes.total}>
        {text('affected.total', { count: counts.total, number: format.number(counts.total) })}
      </p>
      <div className={classes.buttons}>
        {counts.statuses.map(({ status, count }) => (
          <Choice key={status} isOn={part.status === status} onToggle={onPart && ((isOn) => toggle({ status }, isOn))}>
            {text(`messages.status.${status}`)}: {format.number(count)}
          </Choice>
        ))}
        {counts.uncertain > 0 ? (
          <Choice isOn={part.isUncertain === true} onToggle={onPart && ((isOn) => toggle({ isUncertain: true }, isOn))}>
            {text('affected.uncertain')}: {format.number(counts.uncertain)}
          </Choice>
        ) : null}
        {counts.senders.map(({ sender, count }) => (
          <Choice
            key={sender}
            isOn={part.sender === (sender ?? '')}
            onToggle={onPart && ((isOn) => toggle({ sender: sender ?? '' }, isOn))}
          >
            {text('affected.from', { name: sender ?? text('affected.unnamed') })}: {format.number(count)}
          </Choice>
        ))}
      </div>
      <Recipients counts={counts} part={part} onReceiver={onPart && ((receiver, isOn) => toggle({ receiver }, isOn))} />
    </section>
  );
}

type ChoiceProps = { isOn: boolean; onToggle: ((isOn: boolean) => void) | null; children: React.ReactNode };

function Choice({ isOn, onToggle, children }: ChoiceProps) {
  if (onToggle === null) return <span>{children}</span>;
  return (
    <Chip isOn={isOn} onToggle={() => onToggle(isOn)}>
      {children}
    </Chip>
  );
}

type RecipientsProps = {
  counts: AffectedCounts;
  part: SetPart;
  onReceiver: ((receiver: string, isOn: boolean) => void) | null;
};

function Recipients({ counts, part, onReceiver }: RecipientsProps) {
  const text = useText();
  const format = useFormat();
  if (counts.recipients.length === 0) return null;
  return (
    <table className={classes.table} aria-label={text('affected.recipients')}>
      <thead>
        <tr>
          <th scope="col">{text('messages.column.receiver')}</th>
          <th scope="col">{text('messages.column.channel')}</th>
          <th scope="col">{text('affected.destinations')}</th>
          <th scope="col" className={classes.number}>
            {text('messages.status.delivered')}
          </th>
          <th scope="col" className={classes.number}>
            {text('affected.column.all')}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.recipients.map(({ connectionId, channelId, channelName, receiver, destinations, count, delivered }) => {
          const isOn = part.receiver === (receiver ?? '');
          const name = receiver ?? text('affected.unnamed');
          return (
            <tr key={`${connectionId}/${channelId}/${receiver}`}>
              <th scope="row">
                {onReceiver === null ? (
                  name
                ) : (
                  <button
                    type="button"
                    className={classes.link}
                    aria-pressed={isOn}
                    onClick={() => onReceiver(receiver ?? '', isOn)}
                  >
                    {name}
                  </button>
                )}
              </th>
              <td>{channelName}</td>
              <td>{destinations.length === 0 ? '–' : destinations.join(', ')}</td>
              <td className={classes.number}>{format.number(delivered)}</td>
              <td className={classes.number}>{format.number(count)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
