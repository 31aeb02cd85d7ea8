import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import type { Neighbours } from '../failures-page.tsx';
import { CausesPage } from './causes-page.tsx';
import { everyMember, type MemberChoice } from './member-filter.ts';
import { MembersPage } from './members-page.tsx';

export type GroupsPageProps = {
  /** The group chosen; null = none. */
  groupId: string | null;
  /** The failure open from it; null = none. */
  openId: string | null;
  onGroup: (groupId: string | null) => void;
  /** null = back to the group. */
  onOpen: (failure: Failure | null) => void;
  /** What can be done with the failures chosen, in the order of the list. */
  selectionActions: (chosen: readonly Failure[]) => ReactNode;
  /** The way to the other view. */
  viewSwitch: ReactNode;
  /** The open message needs the whole width. */
  isDetailWhole: boolean;
  /** The open message, given the way to the neighbours in its group; null = nothing. */
  detail: ((step: Neighbours) => ReactNode) | null;
};

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
