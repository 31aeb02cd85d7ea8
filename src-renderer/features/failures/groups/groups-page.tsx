import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { addressOf, currentAddress, useAddressQuery } from '../../../ui/address/hash-location.ts';
import { CausesPage } from './causes-page.tsx';
import type { GroupsPageProps } from './groups-page-props.ts';
import { membersIn, membersQuery } from './member-filter.ts';
import { MembersPage } from './members-page.tsx';
import { useCauseChoice } from './use-cause-choice.ts';

/** Failures by cause: the causes with the one chosen, or a message of it among the others of its group. The address holds what is chosen. */
export function GroupsPage(props: GroupsPageProps) {
  const { groupId, detail } = props;
  const [, navigate] = useLocation();
  const { given } = useAddressQuery();
  const choice = useMemo(() => membersIn(given), [given]);
  const [causes, setCauses] = useCauseChoice(groupId === null);
  if (groupId !== null && detail !== null)
    return <MembersPage {...props} key={groupId} groupId={groupId} detail={detail} choice={choice} />;
  return (
    <CausesPage
      {...props}
      causes={causes}
      onCauses={setCauses}
      choice={choice}
      onChoice={(next) => navigate(addressOf(currentAddress().path, membersQuery(next)))}
    />
  );
}
