import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { JournalStore, NewAuditEntry } from '../store.ts';
import { chainStart, hashLine } from './audit-chain.ts';
import { entryLine, outcomeLine } from './audit-lines.ts';
import { findEntry, findOutcome, insertEntry, insertOutcome, lastLine, lastSequence } from './audit-queries.ts';
import type { JournalWriterContext } from './journal-context.ts';

export type AuditOutcome = Parameters<JournalStore['audit']['settle']>[1];

/** The next line of the chain. Runs inside the group's transaction, so no other writer can take the same number. */
export function appendEntry({ journal, sealed }: JournalWriterContext, entry: NewAuditEntry): { sequence: number } {
  const sequence = (journal.get<{ sequence: number | null }>(lastSequence)?.sequence ?? 0) + 1;
  const head = journal.get<{ line: number; hash: string }>(lastLine) ?? { line: 0, hash: chainStart };
  const line = head.line + 1;
  const record = { recordId: `audit/${sequence}`, at: entry.at };
  const reason = entry.reason === null ? null : sealed.seal(record, 'reason', entry.reason);
  const { reason: _plain, ...columns } = { ...entry, sequence, line, reasonHash: reason?.hash ?? null };
  const hash = hashLine(head.hash, entryLine(columns));
  journal.run(insertEntry, { ...columns, reasonSealed: reason?.sealed ?? null, hash });
  return { sequence };
}

/** @throws AppError NOT_FOUND for an unknown sequence, CONFLICT when it has an outcome */
export function settleEntry(
  { journal }: JournalWriterContext,
  { sequence, outcome }: { sequence: number; outcome: AuditOutcome },
): void {
  if (journal.get(findEntry, { sequence }) === undefined)
    throw new AppError('NOT_FOUND', 'There is no such audit entry.');
  if (journal.get(findOutcome, { sequence }) !== undefined) {
    throw new AppError('CONFLICT', 'The audit entry has its outcome already.');
  }
  const head = journal.get<{ line: number; hash: string }>(lastLine) ?? { line: 0, hash: chainStart };
  const columns = { ...outcome, sequence, line: head.line + 1 };
  journal.run(insertOutcome, { ...columns, hash: hashLine(head.hash, outcomeLine(columns)) });
}
