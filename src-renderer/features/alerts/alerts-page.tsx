import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useContractQuery, usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Page } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { AlertList } from './alert-list.tsx';
import { type AlertsAnswer, type AlertsView, alertViews, isWanting } from './alert-view.ts';
import { GoalsPanel } from './goals/goals-panel.tsx';
import { RulesPanel } from './rules/rules-panel.tsx';
import { SilenceList } from './silence-list.tsx';

type AlertsPageProps = {
  view: AlertsView;
  openId: string | null;
  onView: (view: AlertsView) => void;
  onOpen: (alertId: string | null) => void;
  /** The way from an alert to what is done about it. */
  incidentOf: (alertId: string) => ReactNode;
};

/** What fires, who has it, what is silenced and what has been. */
export function AlertsPage({ view, openId, onView, onOpen, incidentOf }: AlertsPageProps) {
  const text = useText();
  // Figures of what fires change without an event.
  const list = useContractQuery('alerts.list', {}, { keepPrevious: true, everyMs: 10_000 });
  return (
    <Page
      title={text('nav.alerts')}
      covers={list.data ? <Covers answer={list.data} /> : null}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={text('alerts.view')}
          value={view}
          data={alertViews.map((each) => ({ value: each, label: text(`alerts.view.${each}`) }))}
          onChange={(value) => onView(alertViews.find((each) => each === value) ?? 'open')}
        />
      }
      status={list.data ? <Status answer={list.data} /> : null}
    >
      {view === 'rules' ? <RulesPanel /> : null}
      {view === 'goals' ? <GoalsPanel /> : null}
      {view === 'history' ? <History openId={openId} onOpen={onOpen} incidentOf={incidentOf} /> : null}
      {view === 'open' || view === 'silences' ? (
        <QueryView query={list}>
          {({ items, silences }) =>
            view === 'silences' ? (
              <SilenceList silences={silences} />
            ) : (
              <AlertList
                id="alerts"
                rows={items}
                empty={{ title: text('alerts.none'), hint: text('alerts.noneHint') }}
                openId={openId}
                onOpen={onOpen}
                incidentOf={incidentOf}
              />
            )
          }
        </QueryView>
      ) : null}
    </Page>
  );
}

function History({ openId, onOpen, incidentOf }: Pick<AlertsPageProps, 'openId' | 'onOpen' | 'incidentOf'>) {
  const text = useText();
  const pages = usePagedQuery('alerts.history', { limit: 100 });
  return (
    <QueryView query={pages}>
      {(answer) => (
        <AlertList
          id="alerts-history"
          rows={answer.pages.flatMap(({ items }) => items)}
          empty={{ title: text('alerts.history.none'), hint: text('alerts.history.noneHint') }}
          openId={openId}
          onOpen={onOpen}
          incidentOf={incidentOf}
          onEndReached={() => void (pages.hasNextPage && !pages.isFetchingNextPage && pages.fetchNextPage())}
        />
      )}
    </QueryView>
  );
}

function Covers({ answer }: { answer: AlertsAnswer }) {
  const text = useText();
  const count = answer.items.filter(isWanting).length;
  return text('alerts.covers', { count });
}

function Status({ answer: { judgedAt, heldUntil } }: { answer: AlertsAnswer }) {
  const text = useText();
  const format = useFormat();
  return (
    <>
      {judgedAt === null ? (
        <span>{text('alerts.notJudged')}</span>
      ) : (
        <span>
          {text('alerts.judged')} <RelativeTime at={judgedAt} />
        </span>
      )}
      {heldUntil === null ? null : <span>{text('alerts.held', { time: format.clock(heldUntil) })}</span>}
    </>
  );
}
