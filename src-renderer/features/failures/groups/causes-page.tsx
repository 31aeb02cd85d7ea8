import { useCallback, useMemo, useState } from 'react';
import { wantsPerson } from '../../../../src-shared/domain/failure-group.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { CountPill } from '../../../ui/count-pill.tsx';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../../ui/master-detail.tsx';
import { Page } from '../../../ui/page.tsx';
import { StateView } from '../../../ui/state-view.tsx';
import { SelectionBar } from '../../../ui/virtual-table/selection-bar.tsx';
import { useRowSelection } from '../../../ui/virtual-table/use-row-selection.ts';
import { useTableModel } from '../../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../../ui/virtual-table/virtual-table.tsx';
import { type CauseChoice, causesShown, everyCause, groupsAsked, isNarrowed } from './cause-filter.ts';
import { CauseFilterBar } from './cause-filter-bar.tsx';
import { GroupActions } from './group-actions.tsx';
import { useGroupColumns } from './group-columns.tsx';
import { GroupDetail } from './group-detail.tsx';
import { type GroupView, groupIdOf } from './group-view.ts';
import classes from './groups.module.css';
import type { GroupsPageProps } from './groups-page-props.ts';
import type { MemberChoice } from './member-filter.ts';
import { useGroupAct } from './use-group-act.ts';

type CausesPageProps = GroupsPageProps & {
  /** Which causes are shown. */
  causes: CauseChoice;
  onCauses: (choice: CauseChoice) => void;
  choice: MemberChoice;
  onChoice: (choice: MemberChoice) => void;
};

const noGroups: readonly GroupView[] = [];

/** How many causes, which first: those that want a person on top, and the one chosen beside them. */
export function CausesPage(props: CausesPageProps) {
  const { groupId, onGroup, causes, onCauses } = props;
  const text = useText();
  // A snooze ends without an event.
  const groups = useContractQuery('groups.list', groupsAsked(causes), { keepPrevious: true, everyMs: 30_000 });
  const wordsOf = useGroupWords();
  const all = groups.data?.items ?? noGroups;
  const rows = useMemo(() => causesShown(all, causes, wordsOf), [all, causes, wordsOf]);
  const question = JSON.stringify(causes);
  const [activeId, setActiveId] = useState<string | null>(groupId);
  const present = useMemo(() => new Set(rows.map(groupIdOf)), [rows]);
  const selection = useRowSelection({ present, question });
  const columns = useGroupColumns(groupId !== null);
  const model = useTableModel({
    id: 'groups',
    columns,
    rows,
    idOf: groupIdOf,
    isHeld: groupId !== null || selection.ids.size > 0,
    question,
    isOldAnswer: groups.isPlaceholderData,
  });
  const nameOf = useGroupName();
  const step = (by: number): (() => void) | null => {
    const at = model.rows.findIndex((row) => row.groupId === groupId);
    const target = at < 0 ? undefined : model.rows[at + by];
    if (!target) return null;
    return () => {
      setActiveId(target.groupId);
      onGroup(target.groupId);
    };
  };
  const neighbours = { next: step(1), previous: step(-1) };
  useKeys([
    { keys: ']', label: text('groups.next.group'), run: () => neighbours.next?.() },
    { keys: '[', label: text('groups.previous.group'), run: () => neighbours.previous?.() },
    {
      keys: 'Escape',
      label: text('groups.close'),
      run: () => (selection.ids.size > 0 ? selection.clear() : onGroup(null)),
    },
  ]);
  const isAlone = groupId === null && selection.ids.size === 0;
  useAcknowledgeKey(isAlone ? rows.find((row) => row.groupId === activeId) : undefined);
  return (
    <Page
      title={text('failures.title')}
      covers={text('groups.covers')}
      actions={
        <>
          <CountPill count={model.waiting} onClick={model.release} />
          {props.viewSwitch}
        </>
      }
      status={groups.data ? <Status items={rows} total={all.length} /> : null}
    >
      <MasterDetail
        id="groups"
        masterShare={44}
        master={
          <div className={classes.list}>
            <CauseFilterBar choice={causes} onChoice={onCauses} groups={all} wordsOf={wordsOf} />
            <QueryView
              query={groups}
              empty={() =>
                rows.length > 0 ? null : (
                  <Nothing isNarrowed={isNarrowed(causes)} onClear={() => onCauses(everyCause)} />
                )
              }
            >
              {() => (
                <VirtualTable
                  label={text('groups.list')}
                  model={model}
                  activeId={activeId}
                  onActivate={setActiveId}
                  onOpen={onGroup}
                  isOpen={(id) => id === groupId}
                  choosing={{ selection, nameOf }}
                />
              )}
            </QueryView>
            <SelectionBar selection={selection} total={rows.length}>
              <GroupActions
                groups={model.rows.filter((row) => selection.ids.has(row.groupId))}
                runbook={null}
                hasKeys
                onDone={selection.clear}
              />
            </SelectionBar>
          </div>
        }
        detail={
          groupId === null ? null : (
            <GroupDetail
              key={groupId}
              groupId={groupId}
              choice={props.choice}
              onChoice={props.onChoice}
              neighbours={neighbours}
              hasKeys={selection.ids.size === 0}
              onOpen={props.onOpen}
              onClose={() => onGroup(null)}
              selectionActions={props.selectionActions}
              groupActions={props.groupActions}
            />
          )
        }
      />
    </Page>
  );
}

/** `a` for the row under the keyboard, while nothing is open or chosen. */
function useAcknowledgeKey(group: GroupView | undefined): void {
  const text = useText();
  const may = useMay();
  const { act } = useGroupAct();
  const run = () => group && act([group], { act: 'acknowledge' });
  useKeys(group && may('groups.act') ? [{ keys: 'a', label: text('groups.act.acknowledge'), run }] : []);
}

/** As it is read aloud with its box. */
function useGroupName(): (group: GroupView) => string {
  const text = useText();
  return ({ cause, ruleName, channelName }) =>
    `${text(`groupKind.${cause.kind}.what`)}, ${ruleName ?? (cause.scope.kind === 'target' ? cause.scope.target : channelName)}`;
}

/** All that a person reads of a cause in the list. */
function useGroupWords(): (group: GroupView) => string {
  const text = useText();
  return useCallback(
    ({ cause, ruleName, sample, channelName, connectorName, owner }) => {
      const target = cause.scope.kind === 'target' ? cause.scope.target : null;
      const kind = `${text(`groupKind.${cause.kind}.what`)} ${text(`failureKind.${cause.kind}`)}`;
      return [kind, sample, ruleName, target, channelName, connectorName, owner].filter(Boolean).join(' ');
    },
    [text],
  );
}

function Nothing({ isNarrowed: isFiltered, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  const text = useText();
  if (isFiltered)
    return (
      <StateView
        kind="empty"
        title={text('groups.noMatch.title')}
        action={{ label: text('failures.clearFilter'), run: onClear }}
      />
    );
  return <StateView kind="empty" title={text('groups.empty.title')} hint={text('groups.empty.text')} />;
}

function Status({ items, total }: { items: readonly GroupView[]; total: number }) {
  const text = useText();
  const open = items.reduce((sum, group) => sum + group.open, 0);
  const urgent = items.reduce((sum, group) => sum + group.urgent, 0);
  const wanting = items.filter(({ state }) => wantsPerson(state)).length;
  return (
    <span className={classes.status}>
      <span>
        {items.length < total
          ? text('groups.status.of', { count: items.length, total })
          : text('groups.status.total', { count: total })}
      </span>
      <span>{text('groups.status.wanting', { count: wanting })}</span>
      <span>{text('groups.status.failures', { count: open })}</span>
      {urgent > 0 ? <strong>{text('failures.status.urgent', { count: urgent })}</strong> : null}
    </span>
  );
}
