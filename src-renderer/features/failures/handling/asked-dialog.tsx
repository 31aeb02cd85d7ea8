import type { AskedDecision } from './asked-decision.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { HandleDialog } from './handle-dialog.tsx';
import type { Listed } from './listed.ts';

type AskedDialogProps = {
  asked: AskedDecision;
  failureIds: string[];
  /** The list they were chosen in; null = none, and these are meant. */
  listed: Listed | null;
  onDone: () => void;
  onClose: () => void;
};

/** The dialog of whatever a person began to decide. */
export function AskedDialog({ asked, ...props }: AskedDialogProps) {
  return asked.kind === 'handle' ? (
    <HandleDialog {...props} way={asked.way} />
  ) : (
    <DecideDialog {...props} act={asked.act} until={asked.until} />
  );
}
