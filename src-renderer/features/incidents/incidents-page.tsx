import { Button, SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { useIncidentColumns } from './incident-columns.tsx';
import { type IncidentsView, incidentViews } from './incident-view.ts';
import { NewIncident } from './new-incident.tsx';

type IncidentsPageProps = {
  view: IncidentsView;
  openId: string | null;
  onView: (view: IncidentsView) => void;
  onOpen: (incidentId: string | null) => void;
  onHandover: () => void;
  detail: ReactNode | null;
};

/** What has happened and who has it: the open ones by severity and age, the resolved ones with their timelines. */
export function IncidentsPage({ view, openId, onView, onOpen, onHandover, detail }: IncidentsPageProps) {
  const text = useText();
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const [activeId, setActiveId] = useState<string | null>(openId);
  const list = usePagedQuery('incidents.list', { isOpen: view === 'open', limit: 200 }, { keepPrevious: true });
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const model = useTableModel({
    id: 'incidents',
    columns: useIncidentColumns(detail !== null),
    rows,
    idOf: (row) => row.incidentId,
    isHeld: openId !== null,
  });
  const mayOpen = may('incidents.open');
  useKeys([
    ...(mayOpen ? [{ keys: 'c', label: text('incidents.new'), run: () => setNew(true) }] : []),
    ...(openId === null ? [] : [{ keys: 'Escape', label: text('keys.closeDetail'), run: () => onOpen(null) }]),
  ]);
  const empty = view === 'open' ? 'incidents.none' : 'incidents.noneResolved';
  return (
    <Page
      title={text('incidents.pageTitle')}
      covers={view === 'open' && list.data ? text('incidents.covers', { count: rows.length }) : null}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={text('incidents.view')}
            value={view}
            data={incidentViews.map((each) => ({ value: each, label: text(`incidents.view.${each}`) }))}
            onChange={(value) => onView(incidentViews.find((each) => each === value) ?? 'open')}
          />
          <Button size="xs" variant="default" onClick={onHandover}>
            {text('nav.handover')}
          </Button>
          {mayOpen ? (
            <Button size="xs" onClick={() => setNew(true)}>
              {text('incidents.new')}
            </Button>
          ) : null}
        </>
      }
    >
      <MasterDetail
        id="incidents"
        masterShare={40}
        master={
          <QueryView
            query={list}
            empty={() =>
              rows.length > 0 ? null : <StateView kind="empty" title={text(empty)} hint={text(`${empty}Hint`)} />
            }
          >
            {() => (
              <VirtualTable
                label={text('incidents.list')}
                model={model}
                activeId={activeId}
                onActivate={setActiveId}
                onOpen={onOpen}
                isOpen={(id) => id === openId}
                onEndReached={() => void (list.hasNextPage && !list.isFetchingNextPage && list.fetchNextPage())}
              />
            )}
          </QueryView>
        }
        detail={detail}
      />
      {isNew ? (
        <NewIncident
          onClose={() => setNew(false)}
          onOpened={(incidentId) => {
            setNew(false);
            onOpen(incidentId);
          }}
        />
      ) : null}
    </Page>
  );
}
