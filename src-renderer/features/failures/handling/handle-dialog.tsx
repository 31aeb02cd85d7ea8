import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { HandleForm } from './handle-form.tsx';
import { HandleResult } from './handle-result.tsx';
import type { Listed } from './listed.ts';
import { type Scope, useHandling } from './use-handling.ts';

type HandleDialogProps = { failureIds: string[]; listed: Listed; onDone: () => void; onClose: () => void };

/** Which failures, what was done about them, and what came of it: a step each. */
export function HandleDialog({ failureIds, listed, onDone, onClose }: HandleDialogProps) {
  useReturnFocus();
  const text = useText();
  const handling = useHandling({ failureIds, listed });
  const { frozen, result } = handling;
  const close = (): void => {
    if (handling.isBusy) return;
    if (result) onDone();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={text('failures.handle.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={false}
    >
      {result ? (
        <HandleResult result={result} onClose={close} />
      ) : frozen ? (
        <HandleForm {...handling} frozen={frozen} onClose={close} />
      ) : (
        <ScopeForm
          chosen={failureIds.length}
          total={listed.total}
          isBusy={handling.isBusy}
          onScope={handling.freeze}
          onClose={close}
        />
      )}
    </Modal>
  );
}

type ScopeFormProps = {
  chosen: number;
  total: number;
  isBusy: boolean;
  onScope: (scope: Scope) => void;
  onClose: () => void;
};

function ScopeForm({ chosen, total, isBusy, onScope, onClose }: ScopeFormProps) {
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
