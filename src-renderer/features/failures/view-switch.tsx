import { SegmentedControl } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';
import type { FailureView } from './use-failure-view.ts';

/** Between the causes and the single messages. */
export function ViewSwitch({ view, onView }: { view: FailureView; onView: (view: FailureView) => void }) {
  const text = useText();
  return (
    <SegmentedControl
      size="xs"
      aria-label={text('groups.view')}
      value={view}
      data={[
        { value: 'causes', label: text('groups.view.causes') },
        { value: 'messages', label: text('groups.view.messages') },
      ]}
      onChange={(value) => onView(value === 'causes' ? 'causes' : 'messages')}
    />
  );
}
