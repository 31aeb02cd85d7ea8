import { affectedWriterOperations } from './affected-sets.ts';
import { alertWriterOperations } from './alerts.ts';
import { approvalWriterOperations } from './approvals.ts';
import { appendEntry, settleEntry } from './audit-writer.ts';
import { deploymentWriterOperations } from './deployments.ts';
import { expectationDecisionWriterOperations } from './expectation-decisions.ts';
import { groupWriterOperations } from './group-entries.ts';
import { handlingWriterOperations } from './handlings.ts';
import { handoverWriterOperations } from './handovers.ts';
import { incidentWriterOperations } from './incidents.ts';
import { recordWriterOperations } from './record-writer.ts';
import { advanceReplay, claimReplay, recoverReplays } from './replay-writer.ts';
import { runWriterOperations } from './runs.ts';
import { unitDecisionWriterOperations } from './unit-decisions.ts';
import { unitRuleWriterOperations } from './unit-rules.ts';

/** Journal writes; each is one savepoint of a group commit and must be synchronous. */
export const journalWriterOperations = {
  appendEntry,
  settleEntry,
  claimReplay,
  advanceReplay,
  recoverReplays,
  ...recordWriterOperations,
  ...groupWriterOperations,
  ...handlingWriterOperations,
  ...runWriterOperations,
  ...deploymentWriterOperations,
  ...affectedWriterOperations,
  ...approvalWriterOperations,
  ...alertWriterOperations,
  ...unitDecisionWriterOperations,
  ...unitRuleWriterOperations,
  ...incidentWriterOperations,
  ...handoverWriterOperations,
  ...expectationDecisionWriterOperations,
};

/** Writes whose loss in a power cut is no danger, because what they follow is on the disk, or nothing follows them that is not. */
export const unsyncedWrites: ReadonlySet<string> = new Set([
  'settleEntry',
  'rememberRequest',
  'setRunItems',
  'putDelivery',
  'claimReplay', // nothing is sent before the intent, which takes it to the disk
]);
