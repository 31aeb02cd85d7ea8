import { useLocation, useParams } from 'wouter';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { GroupsPage } from '../../features/failures/groups/groups-page.tsx';
import { PlanAll } from '../../features/runs/plan-all.tsx';
import { FailureActions } from './failure-actions.tsx';
import { FailureMessage } from './failure-message.tsx';
import { FailureViewSwitch } from './failure-view-switch.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';
import { runAddress } from './run-address.ts';
import { useNavigateInList } from './use-navigate-in-list.ts';

type Params = { groupId?: string; connectionId?: string; channelId?: string; nativeId?: string; mode?: string };

/** Failures by cause, the cause chosen, and the message open from it; each has its address. */
export function FailureGroupsRoute() {
  const params = useParams<Params>();
  const [, navigate] = useLocation();
  const navigateInGroup = useNavigateInList();
  const ref = messageRefOf(params);
  const groupId = params.groupId ?? null;
  const here = groupId === null ? groupsAddress : `${groupsAddress}/${encodeURIComponent(groupId)}`;
  return (
    <GroupsPage
      groupId={groupId}
      openId={ref ? failureIdOf(ref) : null}
      onGroup={(next) => navigate(next === null ? groupsAddress : `${groupsAddress}/${encodeURIComponent(next)}`)}
      onOpen={(failure) => navigateInGroup(failure ? `${here}/${messageAddress(failure)}` : here)}
      selectionActions={(chosen, listed) => <FailureActions chosen={chosen} listed={listed} />}
      groupActions={({ groupId: id, open }) => (
        <PlanAll
          scope={{ kind: 'matching', filter: { ...openFailures, groupId: id } }}
          count={open}
          onPlanned={(runId) => navigate(runAddress(runId))}
        />
      )}
      viewSwitch={<FailureViewSwitch view="causes" />}
      isDetailWhole={params.mode === 'edit'}
      detail={
        ref
          ? (neighbours) => <FailureMessage messageRef={ref} mode={params.mode} below={here} neighbours={neighbours} />
          : null
      }
    />
  );
}

const groupsAddress = '/failures/groups';
const openFailures = {
  connectionId: null,
  channelId: null,
  kind: null,
  from: null,
  to: null,
  text: null,
  state: 'open',
} as const;
