import { Button, Group, Radio, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import type { Scope } from './use-handling.ts';

type ScopeFormProps = {
  chosen: number;
  /** How many match; null = there is no list, the ones chosen are meant. */
  total: number | null;
  isBusy: boolean;
  onScope: (scope: Scope) => void;
  onClose: () => void;
};

/** The failures chosen, or all that match: never guessed. */
export function ScopeForm({ total, ...props }: ScopeFormProps) {
  return total === null ? <NoChoice onScope={props.onScope} /> : <Choice {...props} total={total} />;
}

function NoChoice({ onScope }: Pick<ScopeFormProps, 'onScope'>) {
  const isAsked = useRef(false);
  useEffect(() => {
    if (!isAsked.current) onScope('these');
    isAsked.current = true;
  }, [onScope]);
  return <StateView kind="loading" />;
}

function Choice({ chosen, total, isBusy, onScope, onClose }: ScopeFormProps & { total: number }) {
  const text = useText();
  const [scope, setScope] = useState<Scope>('these');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onScope(scope);
      }}
    >
      <Stack gap="sm">
        <Radio.Group
          label={text('failures.handle.scope')}
          value={scope}
          onChange={(value) => setScope(value === 'all' ? 'all' : 'these')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="these" label={text('failures.handle.these', { count: chosen })} data-autofocus />
            <Radio value="all" label={text('failures.handle.all', { count: total })} />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {text('ui.cancel')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {text('failures.handle.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
