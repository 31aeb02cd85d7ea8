import { affectedReaderOperations } from './affected-sets.ts';
import { alertReaderOperations } from './alerts.ts';
import { approvalReaderOperations } from './approvals.ts';
import { auditAbout, auditEntryOf, listAudit } from './audit-reader.ts';
import { deploymentReaderOperations } from './deployments.ts';
import { expectationDecisionReaderOperations } from './expectation-decisions.ts';
import { groupReaderOperations } from './group-entries.ts';
import { handlingReaderOperations } from './handlings.ts';
import { handoverReaderOperations } from './handovers.ts';
import { incidentReaderOperations } from './incidents.ts';
import { recordReaderOperations } from './record-reader.ts';
import { replayReaderOperations } from './replay-reader.ts';
import { runReaderOperations } from './runs.ts';
import { unitDecisionReaderOperations } from './unit-decisions.ts';
import { unitRuleReaderOperations } from './unit-rules.ts';
import { verifyAudit } from './verify-audit.ts';

export const journalReaderOperations = {
  listAudit,
  auditAbout,
  auditEntry: auditEntryOf,
  verifyAudit,
  ...replayReaderOperations,
  ...recordReaderOperations,
  ...groupReaderOperations,
  ...handlingReaderOperations,
  ...runReaderOperations,
  ...deploymentReaderOperations,
  ...affectedReaderOperations,
  ...approvalReaderOperations,
  ...alertReaderOperations,
  ...unitDecisionReaderOperations,
  ...unitRuleReaderOperations,
  ...incidentReaderOperations,
  ...handoverReaderOperations,
  ...expectationDecisionReaderOperations,
};
