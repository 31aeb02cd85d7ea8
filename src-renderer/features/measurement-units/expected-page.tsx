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
import { AddExpected } from './add-expected.tsx';
import classes from './measurement-units.module.css';

type List = OutputOf<'units.expected'>['lists'][number];

/** Which units receivers expect, by lists that people brought in: shown, added and removed. */
export function ExpectedPage({ onBack }: { onBack: () => void }) {
  const text = useText();
  const may = useMay();
  const lists = useContractQuery('units.expected', {});
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title={text('units.expected.title')}
      covers={text('units.expected.covers')}
      actions={
        <>
          <Button size="xs" variant="default" onClick={onBack}>
            {text('units.expected.back')}
          </Button>
          {may('units.addExpected') ? (
            <Button size="xs" onClick={() => setAdding(true)}>
              {text('units.expected.add')}
            </Button>
          ) : null}
        </>
      }
    >
      <QueryView query={lists}>
        {(answer) =>
          answer.lists.length === 0 ? (
            <StateView kind="empty" title={text('units.expected.none')} hint={text('units.expected.noneHint')} />
          ) : (
            <div className={classes.lists}>
              {answer.lists.map((list) => (
                <ExpectedList key={list.listId} list={list} />
              ))}
            </div>
          )
        }
      </QueryView>
      {isAdding ? <AddExpected onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

const shownRows = 200;

function ExpectedList({ list }: { list: List }) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const channels = useContractQuery('messages.channels', { connectionId: null });
  const [isRemoving, setRemoving] = useState(false);
  const { name, units, addedAt, person, connectionId, channelId } = list;
  const channel = channels.data?.items.find(
    (each) => each.connectionId === connectionId && each.channelId === channelId,
  );
  const where = channelId === null ? text('messages.filter.anyChannel') : (channel?.channelName ?? channelId);
  return (
    <section className={classes.part} aria-label={name}>
      <div className={classes.titleLine}>
        <h2>{name}</h2>
        {may('units.removeExpected') ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={text('units.expected.removeNamed', { name })}
            onClick={() => setRemoving(true)}
          >
            {text('units.expected.remove')}
          </Button>
        ) : null}
      </div>
      <p className="dim">
        {[
          where,
          text('units.expected.count', { count: units.length }),
          text('units.expected.added', { time: format.time(addedAt), person: person.name }),
        ].join(' · ')}
      </p>
      <ul className={classes.units} aria-label={text('units.expected.list', { name })}>
        {units.slice(0, shownRows).map(({ system, code, unit }) => (
          <li key={`${system} ${code}`}>
            {system === null ? code : `${system} ${code}`} <strong>{unit}</strong>
          </li>
        ))}
      </ul>
      {units.length > shownRows ? (
        <p className="dim">{text('units.expected.firstRows', { count: shownRows })}</p>
      ) : null}
      {isRemoving ? <RemoveExpected list={list} onClose={() => setRemoving(false)} /> : null}
    </section>
  );
}

function RemoveExpected({ list: { listId, name }, onClose }: { list: List; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const remove = useContractCommand('units.removeExpected', ['units.expected']);
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text('units.expected.remove')}
      confirmLabel={text('units.expected.remove')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ requestId, listId }, { onSuccess: onClose, onError: renewAfter })}
      onClose={onClose}
    >
      <p>{text('units.expected.removeWhat', { name })}</p>
      {remove.error ? <p role="alert">{errorText(remove.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
