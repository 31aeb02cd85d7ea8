import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import classes from './overdue.module.css';
import { partiesOf } from './overdue-columns.tsx';
import { ViewSwitch } from './overdue-page.tsx';
import type { OverdueView, WaitRow } from './overdue-view.ts';
import { SetTimeDialog } from './set-time-dialog.tsx';
import { useWaitText } from './use-wait-text.ts';

type Time = OutputOf<'expectations.times'>['times'][number];
const minuteMs = 60_000;

/** How long answers are waited for, where and by whose word. */
export function TimesPage({ onView }: { onView: (view: OverdueView) => void }) {
  const text = useText();
  const times = useContractQuery('expectations.times', {});
  return (
    <Page
      title={text('nav.overdue')}
      covers={text('overdue.times.covers')}
      actions={<ViewSwitch view="times" onView={onView} />}
    >
      <QueryView
        query={times}
        empty={({ relations, times: set }) =>
          relations.length + set.length > 0 ? null : (
            <StateView kind="empty" title={text('overdue.times.none')} hint={text('overdue.times.noneHint')} />
          )
        }
      >
        {({ relations, times: set }) => (
          <div className={classes.scroll}>
            <Relations relations={relations} />
            {set.length === 0 ? null : <SetTimes times={set} relations={relations} />}
          </div>
        )}
      </QueryView>
    </Page>
  );
}

function Relations({ relations }: { relations: WaitRow[] }) {
  const text = useText();
  return (
    <table className={classes.table} aria-label={text('overdue.times.list')}>
      <thead>
        <tr>
          <th scope="col">{text('messages.column.channel')}</th>
          <th scope="col">{text('overdue.column.who')}</th>
          <th scope="col">{text('overdue.fact.type')}</th>
          <th scope="col">{text('overdue.urgent')}</th>
          <th scope="col">{text('overdue.routine')}</th>
          <th scope="col">{text('overdue.times.answered')}</th>
          <th scope="col">{text('overdue.handled.do')}</th>
        </tr>
      </thead>
      <tbody>
        {relations.map((relation) => (
          <RelationRow key={relation.relationKey} relation={relation} />
        ))}
      </tbody>
    </table>
  );
}

function RelationRow({ relation }: { relation: WaitRow }) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const waitText = useWaitText();
  const [isSetting, setSetting] = useState(false);
  const { channelName, messageType, testGroup, urgent, routine, answered, kind } = relation;
  return (
    <tr>
      <td>{channelName}</td>
      <td>{partiesOf({ relation })}</td>
      <td>{[text(`overdue.kind.${kind}`), messageType, testGroup].filter((part) => part !== '').join(' · ')}</td>
      <td>{waitText(urgent)}</td>
      <td>{waitText(routine)}</td>
      <td>{format.number(answered)}</td>
      <td>
        {may('expectations.setTime') ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={text('overdue.time.setNamed', { channel: channelName })}
            onClick={() => setSetting(true)}
          >
            {text('overdue.time.set')}
          </Button>
        ) : null}
        {isSetting ? <SetTimeDialog relation={relation} onClose={() => setSetting(false)} /> : null}
      </td>
    </tr>
  );
}

function SetTimes({ times, relations }: { times: Time[]; relations: WaitRow[] }) {
  const text = useText();
  return (
    <>
      <h2>{text('overdue.times.set')}</h2>
      <table className={classes.table} aria-label={text('overdue.times.set')}>
        <thead>
          <tr>
            <th scope="col">{text('overdue.time.for')}</th>
            <th scope="col">{text('overdue.urgent')}</th>
            <th scope="col">{text('overdue.routine')}</th>
            <th scope="col">{text('overdue.handled.who')}</th>
            <th scope="col">{text('ui.reason')}</th>
            <th scope="col">{text('overdue.handled.do')}</th>
          </tr>
        </thead>
        <tbody>
          {times.map((time) => (
            <SetRow key={time.timeId} time={time} relations={relations} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function SetRow({ time, relations }: { time: Time; relations: WaitRow[] }) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const [isEnding, setEnding] = useState(false);
  const { scope, urgentMinutes, routineMinutes, at, person, reason } = time;
  const channel = relations.find(
    ({ connectionId, channelId }) => connectionId === scope.connectionId && channelId === scope.channelId,
  );
  const where = [
    text(`overdue.kind.${scope.kind}`),
    scope.channelId === null ? null : (channel?.channelName ?? text('overdue.time.channelGone')),
    scope.sender === null && scope.receiver === null
      ? null
      : [scope.sender, scope.receiver].map((name) => name || '…').join(' → '),
    scope.messageType,
    scope.testGroup,
  ].filter((part) => part !== null && part !== '');
  return (
    <tr>
      <td>{where.length > 1 ? where.join(' · ') : `${where.join('')} · ${text('overdue.time.everything')}`}</td>
      <td>{format.duration(urgentMinutes * minuteMs)}</td>
      <td>{format.duration(routineMinutes * minuteMs)}</td>
      <td>
        {person.name}, {format.time(at)}
      </td>
      <td>{reason ?? text('overdue.handled.reasonGone')}</td>
      <td>
        {may('expectations.endTime') ? (
          <Button size="compact-xs" variant="default" onClick={() => setEnding(true)}>
            {text('overdue.time.end')}
          </Button>
        ) : null}
        {isEnding ? <EndTime timeId={time.timeId} onClose={() => setEnding(false)} /> : null}
      </td>
    </tr>
  );
}

function EndTime({ timeId, onClose }: { timeId: string; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const command = useContractCommand('expectations.endTime');
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text('overdue.time.end')}
      confirmLabel={text('overdue.time.end')}
      isBusy={command.isPending}
      onConfirm={() => command.mutate({ requestId, timeId }, { onSuccess: onClose, onError: renewAfter })}
      onClose={onClose}
    >
      <p>{text('overdue.time.endWhat')}</p>
      {command.error ? <p role="alert">{errorText(command.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
