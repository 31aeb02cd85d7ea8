import { type ReactNode, useRef } from 'react';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import { useText } from '../../../locales/use-text.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { FailureTable } from '../failure-table.tsx';
import type { Listed } from '../handling/listed.ts';
import { useFailureList } from '../use-failure-list.ts';
import { useScopeWords } from './group-scope.tsx';
import type { GroupDetailView } from './group-view.ts';
import classes from './groups.module.css';
import { type MemberChoice, memberFilter } from './member-filter.ts';
import { WhyHere } from './why-here.tsx';

type GroupMembersProps = {
  group: GroupDetailView;
  choice: MemberChoice;
  onOpen: (failure: Failure | null) => void;
  selectionActions: (chosen: readonly Failure[], listed: Listed) => ReactNode;
};

/** The open failures of the group; the list takes the keys when it has the focus. */
export function GroupMembers({ group, choice, onOpen, selectionActions }: GroupMembersProps) {
  const text = useText();
  const section = useRef<HTMLElement>(null);
  const failures = useFailureList({
    id: 'group-members',
    filter: memberFilter(group.groupId, choice),
    question: JSON.stringify([group.groupId, choice]),
    openId: null,
    isNarrow: false,
    onOpen,
  });
  const scope = useScopeWords(group);
  const { model, activeId, setActiveId } = failures;
  const first = model.source.rowAt(0);
  const goThere = (): void => {
    section.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
    if (activeId === null && first) setActiveId(first.failureId);
  };
  useKeys([{ keys: 'm', label: text('groups.members.go'), run: goThere }]);
  const asked = (activeId === null ? null : failures.rowOf(activeId)) ?? first;
  return (
    <section ref={section} className={classes.members} aria-label={text('groups.members')}>
      <div className={classes.membersHead}>
        <h3>
          {text('groups.members')} <KeyHint keys="m" />
        </h3>
        {asked ? <WhyHere failureId={asked.failureId} scope={scope} /> : null}
      </div>
      <FailureTable
        label={text('groups.members')}
        failures={failures}
        keysWhen="focused"
        empty={
          <StateView kind="empty" title={text(group.open === 0 ? 'groups.members.none' : 'groups.members.noMatch')} />
        }
        selectionActions={selectionActions}
      />
    </section>
  );
}
