import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { CountPill } from '../../../ui/count-pill.tsx';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../../ui/master-detail.tsx';
import { Page } from '../../../ui/page.tsx';
import { StateView } from '../../../ui/state-view.tsx';
import { FailureTable } from '../failure-table.tsx';
import type { Neighbours } from '../failures-page.tsx';
import { useFailureList } from '../use-failure-list.ts';
import { useScopeWords } from './group-scope.tsx';
import type { GroupDetailView } from './group-view.ts';
import classes from './groups.module.css';
import type { GroupsPageProps } from './groups-page-props.ts';
import { type MemberChoice, memberFilter } from './member-filter.ts';
import { WhyHere } from './why-here.tsx';

type MembersPageProps = GroupsPageProps & {
  groupId: string;
  choice: MemberChoice;
  detail: (step: Neighbours) => ReactNode;
};

/** The messages of one cause with one of them open, and the way back to the cause. */
export function MembersPage(props: MembersPageProps) {
  const { groupId, openId, choice, onOpen, detail } = props;
  const text = useText();
  const group = useContractQuery('groups.get', { groupId }, { keepPrevious: true }).data?.group ?? null;
  const failures = useFailureList({
    id: 'group-members-beside',
    filter: memberFilter(groupId, choice),
    question: JSON.stringify([groupId, choice]),
    openId,
    isNarrow: true,
    onOpen,
  });
  const { neighbours, selection } = failures;
  useKeys([
    { keys: ']', label: text('message.next'), run: () => neighbours.next?.() },
    { keys: '[', label: text('message.previous'), run: () => neighbours.previous?.() },
    {
      keys: 'Escape',
      label: text('groups.back'),
      run: () => (selection.ids.size > 0 ? selection.clear() : onOpen(null)),
    },
  ]);
  const open = detail(neighbours);
  return (
    <Page
      title={text('failures.title')}
      covers={text('groups.covers')}
      actions={
        <>
          <CountPill count={failures.model.waiting} onClick={failures.model.release} />
          {props.viewSwitch}
        </>
      }
    >
      {props.isDetailWhole ? (
        open
      ) : (
        <MasterDetail
          id="group-members"
          masterShare={38}
          master={
            <div className={classes.list}>
              {group ? <BackBar group={group} openId={openId} onBack={() => onOpen(null)} /> : null}
              <FailureTable
                label={text('groups.members')}
                failures={failures}
                empty={<StateView kind="empty" title={text('groups.members.none')} />}
                selectionActions={props.selectionActions}
              />
            </div>
          }
          detail={open}
        />
      )}
    </Page>
  );
}

type BackBarProps = { group: GroupDetailView; openId: string | null; onBack: () => void };

function BackBar({ group, openId, onBack }: BackBarProps) {
  const text = useText();
  const scope = useScopeWords(group);
  return (
    <div className={classes.back}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconArrowLeft size={14} aria-hidden />}
        onClick={onBack}
      >
        {text('groups.back')}
      </Button>
      <span className={classes.oneLine} title={`${text(`groupKind.${group.cause.kind}.what`)} · ${scope}`}>
        {text(`groupKind.${group.cause.kind}.what`)} · {scope}
      </span>
      {openId ? <WhyHere failureId={openId} scope={scope} /> : null}
    </div>
  );
}
