import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import { HandleDialog } from './handle-dialog.tsx';
import classes from './overdue.module.css';
import { partiesOf } from './overdue-columns.tsx';
import type { OverdueRow } from './overdue-view.ts';
import { SetTimeDialog } from './set-time-dialog.tsx';
import { useWaitText } from './use-wait-text.ts';

type OverdueDetailProps = {
  row: OverdueRow | null;
  onMessage: (ref: MessageRef) => void;
  /** Null for those whose roles do not reach so far. */
  onWay: ((ref: MessageRef) => void) | null;
  onClose: () => void;
};

/** One that is overdue: what is awaited, since when, by which time, and what can be done. */
export function OverdueDetail({ row, onMessage, onWay, onClose }: OverdueDetailProps) {
  const text = useText();
  if (row === null)
    return (
      <StateView
        kind="empty"
        title={text('overdue.gone.title')}
        hint={text('overdue.gone.text')}
        action={{ label: text('ui.close'), run: onClose }}
      />
    );
  return (
    <section className={classes.detail} aria-label={text('overdue.one')}>
      <header className={classes.head}>
        <div className={classes.titleLine}>
          <h2>{text(`overdue.state.${row.relation.kind}.${row.state}`)}</h2>
          <ActionIcon variant="subtle" aria-label={text('ui.close')} onClick={onClose}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
        <p>{text(`overdue.what.${row.relation.kind}.${row.state}`)}</p>
      </header>
      <Facts row={row} />
      <Actions row={row} onMessage={onMessage} onWay={onWay} />
    </section>
  );
}

function Facts({ row }: { row: OverdueRow }) {
  const text = useText();
  const format = useFormat();
  const waitText = useWaitText();
  const { relation, orderedAt, dueAt, controlId, isUrgent, wait } = row;
  const facts = [
    [text('overdue.column.who'), partiesOf(row)],
    [text('messages.column.channel'), relation.channelName],
    [text('overdue.fact.type'), [relation.messageType, relation.testGroup].filter((part) => part !== '').join(' · ')],
    [text('overdue.fact.urgency'), text(isUrgent ? 'overdue.urgent' : 'overdue.routine')],
    [text('overdue.column.ordered'), format.time(orderedAt)],
    [text('overdue.column.due'), format.time(dueAt)],
    [text('overdue.fact.wait'), waitText(wait)],
    [text('overdue.column.message'), controlId ?? '–'],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

type ActionsProps = { row: OverdueRow } & Pick<OverdueDetailProps, 'onMessage' | 'onWay'>;

function Actions({ row, onMessage, onWay }: ActionsProps) {
  const text = useText();
  const may = useMay();
  const [asking, setAsking] = useState<'handle' | 'time' | null>(null);
  const close = (): void => setAsking(null);
  return (
    <div className={classes.actions}>
      {onWay === null ? null : (
        <Button size="xs" onClick={() => onWay(row.ref)}>
          {text('trace.act.way')}
        </Button>
      )}
      {onWay === null ? null : (
        <Button size="xs" variant="default" onClick={() => onMessage(row.ref)}>
          {text('overdue.act.message')}
        </Button>
      )}
      {may('expectations.handle') ? (
        <Button size="xs" variant="default" onClick={() => setAsking('handle')}>
          {text('overdue.act.handle')}
        </Button>
      ) : null}
      {may('expectations.setTime') ? (
        <Button size="xs" variant="default" onClick={() => setAsking('time')}>
          {text('overdue.act.time')}
        </Button>
      ) : null}
      {asking === 'handle' ? <HandleDialog ids={[row.expectationId]} act="handle" onClose={close} /> : null}
      {asking === 'time' ? <SetTimeDialog relation={row.relation} onClose={close} /> : null}
    </div>
  );
}
