import { Modal } from '@mantine/core';
import type { HandlingWay } from '../../../../src-shared/domain/failure-handling.ts';
import { useText } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { HandleForm } from './handle-form.tsx';
import { HandleResult } from './handle-result.tsx';
import type { Listed } from './listed.ts';
import { ScopeForm } from './scope-form.tsx';
import { useHandling } from './use-handling.ts';

type HandleDialogProps = {
  /** How, chosen already; it can be changed. */
  way: HandlingWay;
  failureIds: string[];
  /** The list they were chosen in; null = none, and these are meant. */
  listed: Listed | null;
  onDone: () => void;
  onClose: () => void;
};

/** Which failures, what was done about them, and what came of it: a step each. */
export function HandleDialog({ way, failureIds, listed, onDone, onClose }: HandleDialogProps) {
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
        <HandleResult {...result} done={text('failures.handle.done', { count: result.handled })} onClose={close} />
      ) : frozen ? (
        <HandleForm {...handling} firstWay={way} frozen={frozen} onClose={close} />
      ) : (
        <ScopeForm
          chosen={failureIds.length}
          total={listed?.total ?? null}
          isBusy={handling.isBusy}
          onScope={handling.freeze}
          onClose={close}
        />
      )}
    </Modal>
  );
}
