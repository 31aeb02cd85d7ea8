import { SegmentedControl, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { unitJudgements } from '../../../src-shared/domain/units/unit-judgements.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { useFindingColumns } from './finding-columns.tsx';
import { type FindingRow, type FindingsAnswer, type FindingsView, findingViews } from './finding-view.ts';
import { ReportMenu } from './report-menu.tsx';

type Filter = InputOf<'units.list'>['filter'];
export const everyFinding: Filter = { connectionId: null, channelId: null, view: 'wanting', judgement: null };

type FindingsPageProps = {
  view: FindingsView;
  openId: string | null;
  onView: (view: FindingsView) => void;
  onOpen: (findingId: string | null) => void;
  onExpected: () => void;
  onRules: () => void;
  detail: ReactNode | null;
};

const none: readonly FindingRow[] = [];
const found = unitJudgements.filter((each) => each !== 'same' && each !== 'same_written_otherwise');

/** Which unit is wrong, since when, and who sees to it: by sender, code and unit, what wants a person first. */
export function FindingsPage({ view, openId, onView, onOpen, onExpected, onRules, detail }: FindingsPageProps) {
  const text = useText();
  const [filter, setFilter] = useState<Filter>({ ...everyFinding, view });
  const [activeId, setActiveId] = useState<string | null>(openId);
  const list = useContractQuery('units.list', { filter }, { keepPrevious: true });
  const model = useTableModel({
    id: 'measurement-units',
    columns: useFindingColumns(detail !== null),
    rows: list.data?.items ?? none,
    idOf: (row) => row.findingId,
    isHeld: openId !== null,
  });
  const step = (by: number): void => {
    const at = model.rows.findIndex((row) => row.findingId === openId);
    const target = at < 0 ? undefined : model.rows[at + by];
    if (target === undefined) return;
    setActiveId(target.findingId);
    onOpen(target.findingId);
  };
  useKeys([
    { keys: ']', label: text('units.next'), run: () => step(1) },
    { keys: '[', label: text('units.previous'), run: () => step(-1) },
    ...(openId === null ? [] : [{ keys: 'Escape', label: text('keys.closeDetail'), run: () => onOpen(null) }]),
  ]);
  return (
    <Page
      title={text('nav.units')}
      covers={list.data ? <Covers answer={list.data} /> : null}
      actions={
        <>
          <Filters filter={filter} onFilter={setFilter} />
          <SegmentedControl
            size="xs"
            aria-label={text('units.view')}
            value={view}
            data={findingViews.map((each) => ({ value: each, label: text(`units.view.${each}`) }))}
            onChange={(value) => onView(findingViews.find((each) => each === value) ?? 'wanting')}
          />
          <ReportMenu filter={filter} onExpected={onExpected} onRules={onRules} />
        </>
      }
      status={list.data ? <Status answer={list.data} /> : null}
    >
      <MasterDetail
        id="measurement-units"
        masterShare={42}
        master={
          <QueryView
            query={list}
            empty={(answer) => (answer.items.length > 0 ? null : <Nothing answer={answer} view={view} />)}
          >
            {() => (
              <VirtualTable
                label={text('units.list')}
                model={model}
                activeId={activeId}
                onActivate={setActiveId}
                onOpen={onOpen}
                isOpen={(id) => id === openId}
              />
            )}
          </QueryView>
        }
        detail={detail}
      />
    </Page>
  );
}

function Filters({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const text = useText();
  const channels = useContractQuery('messages.channels', { connectionId: null });
  const items = (channels.data?.items ?? []).filter(({ judgesUnits }) => judgesUnits);
  return (
    <>
      <Select
        size="xs"
        w={150}
        clearable
        aria-label={text('messages.column.channel')}
        placeholder={text('messages.filter.anyChannel')}
        data={items.map((each) => ({ value: `${each.connectionId}/${each.channelId}`, label: each.channelName }))}
        value={filter.channelId === null ? null : `${filter.connectionId}/${filter.channelId}`}
        onChange={(value) => {
          const [connectionId = null, channelId = null] = value?.split('/') ?? [];
          onFilter({ ...filter, connectionId, channelId });
        }}
      />
      <Select
        size="xs"
        w={170}
        clearable
        aria-label={text('units.column.judgement')}
        placeholder={text('units.anyJudgement')}
        data={found.map((each) => ({ value: each, label: text(`units.judgement.${each}`) }))}
        value={filter.judgement}
        onChange={(value) => onFilter({ ...filter, judgement: found.find((each) => each === value) ?? null })}
      />
    </>
  );
}

function Covers({ answer: { judged } }: { answer: FindingsAnswer }) {
  const text = useText();
  return judged === 0 ? text('units.covers.none') : text('units.covers', { count: judged });
}

function Status({ answer: { counts, wrong, inOrder, isCut, items } }: { answer: FindingsAnswer }) {
  const text = useText();
  const format = useFormat();
  const all = wrong + inOrder;
  return (
    <>
      <span>{text('units.status', { count: counts.wanting, urgent: counts.urgent })}</span>
      {all === 0 ? null : (
        <span>
          {text('units.share', {
            share: format.share(wrong / all),
            wrong: format.number(wrong),
            all: format.number(all),
          })}
        </span>
      )}
      {isCut ? <span>{text('units.isCut')}</span> : null}
      {items.length === 500 ? <span>{text('units.first', { count: 500 })}</span> : null}
    </>
  );
}

/** No rows are good news only where units are judged. */
function Nothing({ answer: { judged, inOrder }, view }: { answer: FindingsAnswer; view: FindingsView }) {
  const text = useText();
  const format = useFormat();
  if (judged === 0)
    return <StateView kind="empty" title={text('units.empty.off')} hint={text('units.empty.offHint')} />;
  if (view !== 'wanting') return <StateView kind="empty" title={text('units.empty.view')} />;
  const hint = text('units.empty.hint', { messages: format.number(inOrder) });
  return <StateView kind="empty" title={text('units.empty.title')} hint={hint} />;
}
