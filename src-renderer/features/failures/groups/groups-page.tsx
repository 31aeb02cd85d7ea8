import { useState } from 'react';
import { CausesPage } from './causes-page.tsx';
import type { GroupsPageProps } from './groups-page-props.ts';
import { everyMember, type MemberChoice } from './member-filter.ts';
import { MembersPage } from './members-page.tsx';

/** Failures by cause: the causes with the one chosen, or a message of it among the others of its group. */
export function GroupsPage(props: GroupsPageProps) {
  const { groupId, detail } = props;
  const [narrowed, setNarrowed] = useState<{ groupId: string | null; choice: MemberChoice }>({
    groupId,
    choice: everyMember,
  });
  const choice = narrowed.groupId === groupId ? narrowed.choice : everyMember;
  if (groupId !== null && detail !== null)
    return <MembersPage {...props} key={groupId} groupId={groupId} detail={detail} choice={choice} />;
  return <CausesPage {...props} choice={choice} onChoice={(next) => setNarrowed({ groupId, choice: next })} />;
}
