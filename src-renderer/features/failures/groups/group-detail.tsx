import type { ReactNode } from 'react';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import type { Neighbours } from '../failures-page.tsx';
import type { Listed } from '../handling/listed.ts';
import { GroupFacets } from './group-facets.tsx';
import { GroupFacts } from './group-facts.tsx';
import { GroupHead, GroupNavigation } from './group-head.tsx';
import { GroupHistory } from './group-history.tsx';
import { GroupMembers } from './group-members.tsx';
import { GroupTrend } from './group-trend.tsx';
import type { GroupDetailView } from './group-view.ts';
import classes from './groups.module.css';
import type { MemberChoice } from './member-filter.ts';

type GroupDetailProps = {
  groupId: string;
  choice: MemberChoice;
  onChoice: (choice: MemberChoice) => void;
  neighbours: Neighbours;
  hasKeys: boolean;
  onOpen: (failure: Failure | null) => void;
  onClose: () => void;
  selectionActions: (chosen: readonly Failure[], listed: Listed) => ReactNode;
  groupActions: (group: GroupDetailView) => ReactNode;
};

/** One cause: what it is, what usually helps, who is hit, and its messages. */
export function GroupDetail(props: GroupDetailProps) {
  const { groupId, choice, onChoice, neighbours, hasKeys, onOpen, onClose } = props;
  const text = useText();
  const detail = useContractQuery('groups.get', { groupId }, { everyMs: 30_000 });
  return (
    <article className={classes.detail} aria-label={text('groups.detail')}>
      <QueryView query={detail}>
        {({ group, runbook, entries }) =>
          group === null ? (
            <>
              <div className={classes.head}>
                <GroupNavigation neighbours={neighbours} onClose={onClose} />
              </div>
              <StateView kind="empty" title={text('groups.gone.title')} hint={text('groups.gone.text')} />
              <GroupHistory entries={entries} />
            </>
          ) : (
            <>
              <GroupHead
                group={group}
                runbook={runbook}
                neighbours={neighbours}
                hasKeys={hasKeys}
                more={props.groupActions(group)}
                onClose={onClose}
              />
              <section className={classes.section}>
                <GroupFacts group={group} />
              </section>
              <section className={classes.section} aria-label={text('groups.next')}>
                <h3 className={classes.sectionTitle}>{text('groups.next')}</h3>
                <p className={classes.next}>{text(`groupKind.${group.cause.kind}.next`)}</p>
              </section>
              <div className={classes.columns}>
                <GroupTrend trend={group.trend} />
                <GroupHistory entries={entries} />
              </div>
              <GroupFacets group={group} choice={choice} onChoice={onChoice} />
              <GroupMembers group={group} choice={choice} onOpen={onOpen} selectionActions={props.selectionActions} />
            </>
          )
        }
      </QueryView>
    </article>
  );
}
