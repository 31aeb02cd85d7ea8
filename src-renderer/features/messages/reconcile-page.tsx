import { Button, Textarea } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { reconcileAnswers } from '../../../src-shared/contract/messages.ts';
import { maxSenderIds, readSenderIds } from '../../../src-shared/domain/sender-ids.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { FilePicker } from '../../ui/file-picker.tsx';
import { Page } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { StateView } from '../../ui/state-view.tsx';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { CoverageStatus } from './coverage-status.tsx';
import classes from './messages.module.css';

type Filter = InputOf<'messages.reconcile'>['filter'];
type Item = OutputOf<'messages.reconcile'>['items'][number];
type Answer = Item['answer'];

const idOf = ({ id }: Item): string => id;
const noItems: Item[] = [];

/** The sender's list against the index: what became of each id, and which are not here. */
export function ReconcilePage({ onOpen }: { onOpen: (message: Item['messages'][number]) => void }) {
  const text = useText();
  const [written, setWritten] = useState('');
  const [asked, setAsked] = useState<Filter | null>(null);
  const [only, setOnly] = useState<Answer | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { ids, tooMany } = useMemo(() => readSenderIds(written), [written]);
  const empty: Filter = { connectionId: null, channelId: null, from: null, text: '' };
  const answer = useContractQuery('messages.reconcile', { filter: asked ?? empty }, { enabled: asked !== null });
  const take = (files: readonly File[]): void => {
    void files[0]?.text().then(setWritten);
  };
  const isOver = useFileDrop(take);
  const ask = (): void => {
    setOnly(null);
    setAsked({ ...empty, text: ids.join('\n') });
  };
  return (
    <Page
      title={text('messages.reconcile.title')}
      covers={text('messages.reconcile.covers')}
      status={answer.data ? <CoverageStatus coverage={answer.data.coverage} /> : null}
    >
      <div className={classes.list}>
        <div className={classes.ask}>
          <Textarea
            label={text('messages.reconcile.ids')}
            description={text('messages.reconcile.hint', { count: maxSenderIds })}
            classNames={{ input: 'mono' }}
            rows={4}
            value={written}
            error={tooMany ? text('messages.refused.tooManyIds') : null}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
          <div className={classes.buttons}>
            <Button size="xs" disabled={ids.length === 0 || tooMany} loading={answer.isFetching} onClick={ask}>
              {text('messages.reconcile.ask', { count: ids.length })}
            </Button>
            <Button size="xs" variant="default" onClick={() => picker.current?.click()}>
              {text('messages.reconcile.file')}
            </Button>
            <FilePicker ref={picker} label={text('messages.reconcile.file')} accept=".csv,.txt,.tsv" onFiles={take} />
            {isOver ? <span>{text('messages.reconcile.drop')}</span> : null}
            {answer.data && asked ? <Export filter={asked} /> : null}
          </div>
          {answer.data ? <Counts items={answer.data.items} only={only} onOnly={setOnly} /> : null}
        </div>
        <Answers answer={answer} only={only} isAsked={asked !== null} onOpen={onOpen} />
      </div>
    </Page>
  );
}

/** How many of each answer; pressed, the list shows only those. */
function Counts(props: { items: Item[]; only: Answer | null; onOnly: (answer: Answer | null) => void }) {
  const text = useText();
  const { items, only, onOnly } = props;
  const countOf = (answer: Answer): number => items.filter((item) => item.answer === answer).length;
  return (
    <fieldset className={classes.answers} aria-label={text('messages.reconcile.answers')}>
      {reconcileAnswers
        .filter((answer) => countOf(answer) > 0)
        .map((answer) => (
          <Button
            key={answer}
            size="compact-xs"
            variant={only === answer ? 'filled' : 'default'}
            aria-pressed={only === answer}
            onClick={() => onOnly(only === answer ? null : answer)}
          >
            {text(`messages.answer.${answer}`)}: {countOf(answer)}
          </Button>
        ))}
    </fieldset>
  );
}

function Export({ filter }: { filter: Filter }) {
  const text = useText();
  const may = useMay();
  const command = useContractCommand('messages.exportReconciliation');
  if (!may('messages.exportReconciliation')) return null;
  const save = ({ csv }: OutputOf<'messages.exportReconciliation'>): void =>
    saveFile(new TextEncoder().encode(`\u{feff}${csv}`), 'reconcile.csv');
  return (
    <Button
      size="xs"
      variant="default"
      loading={command.isPending}
      onClick={() => command.mutate({ filter }, { onSuccess: save })}
    >
      {text('messages.reconcile.export')}
    </Button>
  );
}

type AnswersProps = {
  answer: ReturnType<typeof useContractQuery<'messages.reconcile'>>;
  only: Answer | null;
  isAsked: boolean;
  onOpen: (message: Item['messages'][number]) => void;
};

function Answers({ answer, only, isAsked, onOpen }: AnswersProps) {
  const text = useText();
  const errorText = useErrorText();
  const [activeId, setActiveId] = useState<string | null>(null);
  const items = answer.data?.items ?? noItems;
  const rows = useMemo(() => items.filter((item) => only === null || item.answer === only), [items, only]);
  const columns = useAnswerColumns();
  const question = `${answer.dataUpdatedAt} ${only}`;
  const model = useTableModel({ id: 'reconcile', columns, rows, idOf, isHeld: false, question, isOldAnswer: false });
  if (answer.error) return <StateView kind="error" {...errorText(answer.error.shape)} />;
  if (!isAsked) return <StateView kind="empty" title={text('messages.reconcile.empty')} />;
  if (answer.isPending) return <StateView kind="loading" />;
  return (
    <div className={classes.rows}>
      <VirtualTable
        label={text('messages.reconcile.list')}
        model={model}
        activeId={activeId}
        onActivate={setActiveId}
        onOpen={(id) => {
          const [message] = items.find((item) => item.id === id)?.messages ?? [];
          if (message) onOpen(message);
        }}
      />
    </div>
  );
}

function useAnswerColumns(): readonly TableColumn<Item>[] {
  const text = useText();
  return useMemo(
    () => [
      {
        id: 'id',
        header: text('messages.reconcile.id'),
        width: 240,
        cell: (row) => <span className={`mono ${classes.whole}`}>{row.id}</span>,
      },
      {
        id: 'answer',
        header: text('messages.reconcile.answer'),
        width: 260,
        cell: (row) => (
          <span
            data-answer={row.answer}
            className={row.answer === 'absent' || row.answer === 'failed' ? classes.failed : undefined}
          >
            {text(`messages.answer.${row.answer}`)}
          </span>
        ),
      },
      {
        id: 'channel',
        header: text('messages.column.channel'),
        width: 260,
        grow: true,
        cell: (row) => (
          <span className={classes.whole}>{[...new Set(row.messages.map((each) => each.channelName))].join(', ')}</span>
        ),
      },
      {
        id: 'time',
        header: text('messages.column.time'),
        width: 110,
        cell: (row) => (row.messages[0] ? <RelativeTime at={row.messages[0].receivedAt} bare /> : null),
      },
    ],
    [text],
  );
}
