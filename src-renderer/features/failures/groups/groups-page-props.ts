import type { ReactNode } from 'react';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import type { Neighbours } from '../failures-page.tsx';
import type { Listed } from '../handling/listed.ts';
import type { GroupDetailView } from './group-view.ts';

export type GroupsPageProps = {
  /** The group chosen; null = none. */
  groupId: string | null;
  /** The failure open from it; null = none. */
  openId: string | null;
  onGroup: (groupId: string | null) => void;
  /** null = back to the group. */
  onOpen: (failure: Failure | null) => void;
  /** What can be done with the failures chosen, in the order of the list, or with all that match. */
  selectionActions: (chosen: readonly Failure[], listed: Listed) => ReactNode;
  /** What can be done with all open failures of a group. */
  groupActions: (group: GroupDetailView) => ReactNode;
  /** The way to the other view. */
  viewSwitch: ReactNode;
  /** The open message needs the whole width. */
  isDetailWhole: boolean;
  /** The open message, given the way to the neighbours in its group; null = nothing. */
  detail: ((step: Neighbours) => ReactNode) | null;
};
