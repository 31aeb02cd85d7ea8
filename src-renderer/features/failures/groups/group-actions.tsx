import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconEye, IconMessagePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { rolesFor, useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { type AskedAct, DecisionDialog } from './decision-dialog.tsx';
import { snoozeMoments } from './group-moments.ts';
import type { GroupView } from './group-view.ts';
import { type GroupDecision, useGroupAct } from './use-group-act.ts';

type GroupActionsProps = {
  groups: readonly GroupView[];
  /** Of the one group; null = none, or several groups. */
  runbook: string | null;
  /** Its keys work: those of the groups chosen come before those of the open one. */
  hasKeys: boolean;
  onDone?: () => void;
};

/** What a person can decide about groups; those who may not are told which role it takes. */
export function GroupActions(props: GroupActionsProps) {
  const text = useText();
  const may = useMay();
  if (may('groups.act')) return <Deciding {...props} />;
  const roles = (rolesFor('groups.act') ?? []).map((role) => text(`role.${role}`)).join(', ');
  return <span className="dim">{text('app.notPermittedHint', { roles })}</span>;
}

function Deciding({ groups, runbook, hasKeys, onDone }: GroupActionsProps) {
  const text = useText();
  const [asked, setAsked] = useState<AskedAct | null>(null);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { act, isBusy } = useGroupAct();
  const decide = (decision: GroupDecision): void =>
    act(groups, decision, () => {
      setAsked(null);
      onDone?.();
    });
  const acknowledge = () => decide({ act: 'acknowledge' });
  const keys = [
    { keys: 'a', label: text('groups.act.acknowledge'), run: acknowledge },
    { keys: 'n', label: text('groups.act.note'), run: () => setAsked('note') },
    { keys: '.', label: text('groups.act.more'), run: () => setMenuOpen(true) },
  ];
  useKeys(hasKeys ? keys : []);
  return (
    <>
      <Button size="compact-sm" leftSection={<IconEye size={14} aria-hidden />} loading={isBusy} onClick={acknowledge}>
        {text('groups.act.acknowledge')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconMessagePlus size={14} aria-hidden />}
        onClick={() => setAsked('note')}
      >
        {text('groups.act.note')}
      </Button>
      <Menu position="bottom-end" opened={isMenuOpen} onChange={setMenuOpen} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {text('groups.act.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <MoreActions onAsk={setAsked} onDecide={decide} />
        </Menu.Dropdown>
      </Menu>
      {asked ? (
        <DecisionDialog
          act={asked}
          groups={groups}
          runbook={runbook}
          isBusy={isBusy}
          onDecide={decide}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

type MoreActionsProps = { onAsk: (act: AskedAct) => void; onDecide: (decision: GroupDecision) => void };

/** The times are read when they are chosen: the menu may have stood open. */
function MoreActions({ onAsk, onDecide }: MoreActionsProps) {
  const text = useText();
  const snooze = (until: 'hour' | 'morning') => onDecide({ act: 'snooze', until: snoozeMoments(Date.now())[until] });
  return (
    <>
      <Menu.Item onClick={() => onAsk('assign')}>{text('groups.act.assign')}</Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => snooze('hour')}>{text('groups.act.snooze.hour')}</Menu.Item>
      <Menu.Item onClick={() => snooze('morning')}>{text('groups.act.snooze.morning')}</Menu.Item>
      <Menu.Item onClick={() => onAsk('snooze')}>{text('groups.act.snooze.chosen')}</Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => onAsk('resolve')}>{text('groups.act.resolve')}</Menu.Item>
      <Menu.Item onClick={() => onDecide({ act: 'reopen' })}>{text('groups.act.reopen')}</Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => onAsk('runbook')}>{text('groups.act.runbook')}</Menu.Item>
    </>
  );
}
