import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { snoozeMoments } from '../groups/group-moments.ts';
import { type AskedDecision, acknowledge } from './asked-decision.ts';

type DecideMenuProps = { isBusy?: boolean; onAsk: (asked: AskedDecision) => void };

/** What can be decided about failures, by keyboard too. The times are read when they are chosen: the menu may have stood open. */
export function DecideMenu({ isBusy = false, onAsk }: DecideMenuProps) {
  const text = useText();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const mayDecide = may('failures.decide');
  const keys = [
    { keys: 'a', label: text('groups.act.acknowledge'), run: () => onAsk(acknowledge) },
    { keys: '.', label: text('groups.act.more'), run: () => setOpen(true) },
  ];
  useKeys(mayDecide ? keys : []);
  if (!mayDecide) return null;
  const snooze = (until: 'hour' | 'morning') =>
    onAsk({ kind: 'own', act: 'snooze', until: snoozeMoments(Date.now())[until] });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconEye size={14} aria-hidden />}
        loading={isBusy}
        onClick={() => onAsk(acknowledge)}
      >
        {text('groups.act.acknowledge')}
      </Button>
      <Menu position="top-end" opened={isOpen} onChange={setOpen} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {text('groups.act.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onAsk({ kind: 'own', act: 'assign', until: null })}>
            {text('groups.act.assign')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => snooze('hour')}>{text('groups.act.snooze.hour')}</Menu.Item>
          <Menu.Item onClick={() => snooze('morning')}>{text('groups.act.snooze.morning')}</Menu.Item>
          <Menu.Item onClick={() => onAsk({ kind: 'own', act: 'snooze', until: null })}>
            {text('groups.act.snooze.chosen')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => onAsk({ kind: 'handle', way: 'phoned' })}>{text('decide.handle')}</Menu.Item>
          <Menu.Item onClick={() => onAsk({ kind: 'handle', way: 'not-needed' })}>{text('decide.resolve')}</Menu.Item>
          <Menu.Item onClick={() => onAsk({ kind: 'own', act: 'reopen', until: null })}>
            {text('groups.act.reopen')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
