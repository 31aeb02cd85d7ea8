import type { ReactNode } from 'react';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import type { Neighbours } from '../failures-page.tsx';

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
