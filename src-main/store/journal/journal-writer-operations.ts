import { appendEntry, settleEntry } from './audit-writer.ts';
import { groupWriterOperations } from './group-entries.ts';
import { handlingWriterOperations } from './handlings.ts';
import { recordWriterOperations } from './record-writer.ts';
import { advanceReplay, claimReplay, recoverReplays } from './replay-writer.ts';

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
};

/** Writes whose loss in a power cut is no danger, because what they follow is on the disk. */
export const unsyncedWrites: ReadonlySet<string> = new Set(['settleEntry', 'rememberRequest']);
