import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { AuditEntry } from '../../../src-shared/domain/audit-entry.ts';
import { useContractQuery, usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { AskPatient, LookupStatus } from './ask-patient.tsx';
import classes from './audit.module.css';
import { useAuditColumns } from './audit-columns.tsx';

const idOf = (entry: AuditEntry): string => String(entry.sequence);
const pageSize = 200;
const none: readonly AuditEntry[] = [];

/** Who saw and did what, newest first, and whether the log is whole. */
export function AuditPage() {
  const text = useText();
  const [person, setPerson] = useState('');
  const [target, setTarget] = useState('');
  const [activeId, setActiveId] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const [patient, setPatient] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const lookups = useContractQuery(
    'audit.ofPatient',
    { text: patient ?? '' },
    { enabled: patient !== null, isFresh: true },
  );
  const [filter] = useDebouncedValue({ person: person.trim() || null, target: target.trim() || null }, 250);
  const list = usePagedQuery(
    'audit.list',
    { limit: pageSize, procedure: null, from: null, to: null, ...filter },
    { keepPrevious: true },
  );
  const listed = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const rows = patient === null ? listed : (lookups.data?.items ?? none);
  const columns = useAuditColumns(rows);
  const model = useTableModel({
    id: 'audit',
    columns,
    rows,
    idOf,
    isHeld: false,
    question: patient ?? JSON.stringify(filter),
    isOldAnswer: list.isPlaceholderData,
  });
  useKeys([{ keys: '/', label: text('keys.filter'), run: () => input.current?.focus() }]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    if (patient === null && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [patient, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const total = list.data?.pages[0]?.total;
  return (
    <Page
      title={text('audit.title')}
      covers={text('audit.covers')}
      actions={
        <>
          {patient === null ? (
            <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
              {text('audit.ofPatient')}
            </Button>
          ) : (
            <Button size="compact-sm" onClick={() => setPatient(null)}>
              {text('audit.ofPatient.clear')}
            </Button>
          )}
          <TextInput
            ref={input}
            size="xs"
            aria-label={text('audit.filter.person')}
            placeholder={text('audit.filter.person')}
            value={person}
            onChange={(event) => setPerson(event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            aria-label={text('audit.filter.target')}
            placeholder={text('audit.filter.target')}
            value={target}
            onChange={(event) => setTarget(event.currentTarget.value)}
          />
        </>
      }
      status={
        <span className={classes.status}>
          {patient === null ? (
            total === undefined ? null : (
              <span>{text('audit.status', { count: total })}</span>
            )
          ) : lookups.data ? (
            <LookupStatus found={lookups.data} />
          ) : null}
          <Verify />
        </span>
      }
    >
      <QueryView<unknown>
        query={patient === null ? list : lookups}
        empty={() => (rows.length > 0 ? null : <Nothing isOfPatient={patient !== null} />)}
      >
        {() => (
          <VirtualTable
            label={text('audit.list')}
            model={model}
            activeId={activeId}
            onActivate={setActiveId}
            onOpen={setActiveId}
            onEndReached={loadMore}
          />
        )}
      </QueryView>
      {isAsking ? (
        <AskPatient
          onAsk={(number) => {
            setAsking(false);
            setPatient(number);
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Page>
  );
}

function Nothing({ isOfPatient }: { isOfPatient: boolean }) {
  const text = useText();
  const key = isOfPatient ? 'audit.ofPatient.none' : 'audit.empty';
  return <StateView kind="empty" title={text(`${key}.title`)} hint={text(`${key}.text`)} />;
}

function Verify() {
  const text = useText();
  const errorText = useErrorText();
  const [isAsked, setAsked] = useState(false);
  const verify = useContractQuery('audit.verify', {}, { enabled: isAsked });
  const answer = verify.data;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconShieldCheck size={14} />}
        loading={verify.isFetching}
        onClick={() => (isAsked ? void verify.refetch() : setAsked(true))}
      >
        {text('audit.verify')}
      </Button>
      {verify.error ? <span role="alert">{errorText(verify.error.shape).title}</span> : null}
      {answer && answer.brokenAt === null ? (
        <span>{text('audit.verified', { entries: answer.entries, checkpoints: answer.checkpoints })}</span>
      ) : null}
      {answer && answer.brokenAt !== null ? (
        <strong className={classes.broken} role="alert">
          {text('audit.broken', { at: answer.brokenAt })}
        </strong>
      ) : null}
    </>
  );
}
