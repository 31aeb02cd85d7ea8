import { Modal } from '@mantine/core';
import type { OwnAct } from '../../../../src-shared/domain/failure-handling.ts';
import { useText } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { DecideForm } from './decide-form.tsx';
import { HandleResult } from './handle-result.tsx';
import type { Listed } from './listed.ts';
import { ScopeForm } from './scope-form.tsx';
import { useDeciding } from './use-deciding.ts';

type DecideDialogProps = {
  act: OwnAct;
  until: number | null;
  failureIds: string[];
  /** The list they were chosen in; null = none, and these are meant. */
  listed: Listed | null;
  onDone: () => void;
  onClose: () => void;
};

/** Which failures, what is decided about them while they stay open, and what came of it: a step each. */
export function DecideDialog({ act, until, failureIds, listed, onDone, onClose }: DecideDialogProps) {
  useReturnFocus();
  const text = useText();
  const deciding = useDeciding({ failureIds, listed });
  const { frozen, result } = deciding;
  const close = (): void => {
    if (deciding.isBusy) return;
    if (result) onDone();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={text(`decide.dialog.${act}`)}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={false}
    >
      {result ? (
        <HandleResult {...result} done={text(`decide.done.${act}`, { count: result.decided })} onClose={close} />
      ) : frozen ? (
        <DecideForm {...deciding} act={act} until={until} frozen={frozen} onClose={close} />
      ) : (
        <ScopeForm
          chosen={failureIds.length}
          total={listed?.total ?? null}
          isBusy={deciding.isBusy}
          onScope={deciding.freeze}
          onClose={close}
        />
      )}
    </Modal>
  );
}
