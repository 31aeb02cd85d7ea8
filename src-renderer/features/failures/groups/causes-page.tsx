import { useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
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
import { GroupActions } from './group-actions.tsx';
import { useGroupColumns } from './group-columns.tsx';
import { GroupDetail } from './group-detail.tsx';
import { type GroupView, groupIdOf } from './group-view.ts';
import classes from './groups.module.css';
import type { GroupsPageProps } from './groups-page-props.ts';
import type { MemberChoice } from './member-filter.ts';
import { useGroupAct } from './use-group-act.ts';

type CausesPageProps = GroupsPageProps & { choice: MemberChoice; onChoice: (choice: MemberChoice) => void };

const everyGroup = { connectionId: null, channelId: null, kind: null };
const noGroups: readonly GroupView[] = [];

/** How many causes, which first: those that want a person on top, and the one chosen beside them. */
export function CausesPage(props: CausesPageProps) {
  const { groupId, onGroup } = props;
  const text = useText();
  // A snooze ends without an event.
  const groups = useContractQuery('groups.list', everyGroup, { keepPrevious: true, everyMs: 30_000 });
  const rows = groups.data?.items ?? noGroups;
  const [activeId, setActiveId] = useState<string | null>(groupId);
  const selection = useRowSelection({ rows, idOf: groupIdOf, question: '' });
  const columns = useGroupColumns(groupId !== null);
  const model = useTableModel({
    id: 'groups',
    columns,
    rows,
    idOf: groupIdOf,
    isHeld: groupId !== null || selection.ids.size > 0,
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
      status={groups.data ? <Status answer={groups.data} /> : null}
    >
      <MasterDetail
        id="groups"
        masterShare={44}
        master={
          <div className={classes.list}>
            <QueryView query={groups} empty={({ items }) => (items.length > 0 ? null : <Nothing />)}>
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
            <SelectionBar selection={selection} loaded={rows.length} total={rows.length} more={null}>
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

function Nothing() {
  const text = useText();
  return <StateView kind="empty" title={text('groups.empty.title')} hint={text('groups.empty.text')} />;
}

function Status({ answer: { items, wanting } }: { answer: OutputOf<'groups.list'> }) {
  const text = useText();
  const open = items.reduce((sum, group) => sum + group.open, 0);
  const urgent = items.reduce((sum, group) => sum + group.urgent, 0);
  return (
    <span className={classes.status}>
      <span>{text('groups.status.total', { count: items.length })}</span>
      <span>{text('groups.status.wanting', { count: wanting })}</span>
      <span>{text('groups.status.failures', { count: open })}</span>
      {urgent > 0 ? <strong>{text('failures.status.urgent', { count: urgent })}</strong> : null}
    </span>
  );
}
