import type { Approval } from '../../src-shared/domain/approval.ts';
import { useText } from '../locales/use-text.ts';

/** Where a question to a second person stands, in a sentence. */
export function ApprovalState({ approval: { state, decidedBy, note } }: { approval: Approval }) {
  const text = useText();
  return (
    <span data-approval={state}>
      {text(`approvals.state.${state}`, { person: decidedBy?.name ?? '–', note: note ?? '–' })}
    </span>
  );
}
