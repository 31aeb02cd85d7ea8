import { SegmentedControl } from '@mantine/core';
import { useLocation } from 'wouter';
import { useText } from '../../locales/use-text.ts';
import { runsAddress } from './run-address.ts';

const addresses = { single: '/replays', runs: runsAddress, approvals: '/replays/approvals' };

/** Between the replays of single messages, the runs of many, and what waits for a second person. */
export function ReplayViewSwitch({ view }: { view: keyof typeof addresses }) {
  const text = useText();
  const [, navigate] = useLocation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={text('runs.view')}
      value={view}
      data={[
        { value: 'single', label: text('runs.view.single') },
        { value: 'runs', label: text('runs.view.runs') },
        { value: 'approvals', label: text('runs.view.approvals') },
      ]}
      onChange={(value) => navigate(addresses[value as keyof typeof addresses])}
    />
  );
}
