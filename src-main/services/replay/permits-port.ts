import type { ApprovalActor } from '../../../src-shared/domain/approval.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { ReplayPolicy } from '../../../src-shared/domain/replay-policy.ts';
import type { RunSettings } from '../../../src-shared/domain/replay-run.ts';

/** What is sent with the consent of a second person. `bodyHash` SHA-256 hex of the bytes. */
type MessageUse = {
  approvalId: string;
  requestId: string;
  ref: MessageRef;
  destinationIds: string[] | null;
  targetConnectionId: string | null;
  bodyHash: string | null;
};

/**
 * What the site lets one person send alone, and what second persons have agreed to. Each throws AppError CONFLICT or FORBIDDEN `approval.refused.*` when
 * it is not agreed to, not to this, not any more, or by the sender.
 * @property spendOnMessage uses the consent up; the words for what it lets through
 * @property spendOnRun uses the consent up for this run
 * @property ofRun for one message of a run that was begun with it; the words for what it lets through
 * @property usedByRun the consent that a run was begun with, null = none
 * @property sentLately how many messages a person has sent within the hour or is sending
 */
export type Permits = {
  policy: () => ReplayPolicy;
  spendOnMessage: (use: MessageUse, sender: ApprovalActor) => Promise<ReadonlySet<string>>;
  spendOnRun: (
    use: { approvalId: string; runId: string; settings: RunSettings },
    sender: ApprovalActor,
  ) => Promise<void>;
  ofRun: (use: { approvalId: string; runId: string }, sender: ApprovalActor) => Promise<ReadonlySet<string>>;
  usedByRun: (runId: string) => Promise<string | null>;
  sentLately: (person: string) => Promise<number>;
};
