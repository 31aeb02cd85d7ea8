import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { FailureKindLabel } from '../../../widgets/failure-kind-label.tsx';
import type { Neighbours } from '../failures-page.tsx';
import { GroupActions } from './group-actions.tsx';
import { useScopeWords } from './group-scope.tsx';
import { GroupStateBadge } from './group-state-badge.tsx';
import type { GroupDetailView } from './group-view.ts';
import classes from './groups.module.css';
import { RunbookLink } from './runbook-link.tsx';

type GroupHeadProps = {
  group: GroupDetailView;
  runbook: string | null;
  neighbours: Neighbours;
  hasKeys: boolean;
  /** What else can be done with all its open failures. */
  more: ReactNode;
  onClose: () => void;
};

/** What is wrong and where, where it stands, and what can be done about it. */
export function GroupHead({ group, runbook, neighbours, hasKeys, more, onClose }: GroupHeadProps) {
  const text = useText();
  const scope = useScopeWords(group);
  return (
    <header className={classes.head}>
      <div className={classes.titleLine}>
        <div className={classes.title}>
          <h2>{text(`groupKind.${group.cause.kind}.what`)}</h2>
          <p>{scope}</p>
        </div>
        <GroupNavigation neighbours={neighbours} onClose={onClose} />
      </div>
      <div className={classes.actions}>
        <GroupStateBadge group={group} />
        <span className="dim">
          <FailureKindLabel kind={group.cause.kind} />
        </span>
        {runbook ? <RunbookLink groupId={group.groupId} address={runbook} /> : null}
      </div>
      <div className={classes.actions}>
        <GroupActions groups={[group]} runbook={runbook} hasKeys={hasKeys} />
        {more}
      </div>
    </header>
  );
}

export function GroupNavigation({ neighbours, onClose }: { neighbours: Neighbours; onClose: () => void }) {
  const text = useText();
  return (
    <span className={classes.navigation}>
      <ActionIcon
        variant="subtle"
        aria-label={text('groups.previous.group')}
        disabled={!neighbours.previous}
        onClick={() => neighbours.previous?.()}
      >
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        aria-label={text('groups.next.group')}
        disabled={!neighbours.next}
        onClick={() => neighbours.next?.()}
      >
        <IconChevronDown size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={text('groups.close')} onClick={onClose}>
        <IconX size={16} />
      </ActionIcon>
    </span>
  );
}
