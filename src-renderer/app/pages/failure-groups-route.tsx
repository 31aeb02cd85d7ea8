import { useLocation, useParams } from 'wouter';
import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import { GroupsPage } from '../../features/failures/groups/groups-page.tsx';
import { FailureActions } from './failure-actions.tsx';
import { FailureMessage } from './failure-message.tsx';
import { FailureViewSwitch } from './failure-view-switch.tsx';
import { messageAddress, messageRefOf } from './message-address.ts';

type Params = { groupId?: string; connectionId?: string; channelId?: string; nativeId?: string; mode?: string };

/** Failures by cause, the cause chosen, and the message open from it; each has its address. */
export function FailureGroupsRoute() {
  const params = useParams<Params>();
  const [, navigate] = useLocation();
  const ref = messageRefOf(params);
  const groupId = params.groupId ?? null;
  const here = groupId === null ? groupsAddress : `${groupsAddress}/${encodeURIComponent(groupId)}`;
  return (
    <GroupsPage
      groupId={groupId}
      openId={ref ? failureIdOf(ref) : null}
      onGroup={(next) => navigate(next === null ? groupsAddress : `${groupsAddress}/${encodeURIComponent(next)}`)}
      onOpen={(failure) => navigate(failure ? `${here}/${messageAddress(failure)}` : here)}
      selectionActions={(chosen) => <FailureActions chosen={chosen} />}
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
