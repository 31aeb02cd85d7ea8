import { type AuditEntry, auditEntry } from '../../../src-shared/domain/audit-entry.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import type { SqlParams } from '../sqlite/database.ts';
import type { AuditQuery, AuditSubject, Page } from '../store.ts';
import { countEntries, type EntryRow, getEntry, lastSequence, listEntries, listSubjects } from './audit-queries.ts';
import type { JournalReaderContext } from './journal-context.ts';

const windowEntries = 5000;

/** Newest first; `total` counts all that match. Walked in windows of sequences, so that other calls get their turn. */
export async function listAudit(
  context: JournalReaderContext,
  { query, cursor, limit }: { query: AuditQuery; cursor: string | null; limit: number },
): Promise<Page<AuditEntry> & { total: number }> {
  const newest = context.journal().get<{ sequence: number | null }>(lastSequence)?.sequence ?? 0;
  const startAt = cursor === null ? newest : decodeCursor(cursor, ['number'])[0] - 1;
  const rows = await collect(context, { query, startAt, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => toEntry(context, row)),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.sequence]) : null,
    total: await countAudit(context, query, newest),
  };
}

type SubjectRow = { sequence: number; at: number; asked: string | null; found: string | null; summary: string | null };

/** Walked like the list, back to `from`. */
export async function auditAbout(
  context: JournalReaderContext,
  { targets, mark, from, limit }: AuditSubject,
): Promise<{ items: AuditEntry[]; isCut: boolean }> {
  const wanted = new Set(targets);
  const names = (target: string | null) => target?.split(', ').some((each) => wanted.has(each)) ?? false;
  const sequences: number[] = [];
  let top = context.journal().get<{ sequence: number | null }>(lastSequence)?.sequence ?? 0;
  for (; top > 0 && sequences.length <= limit; top -= windowEntries) {
    const rows = context.journal().all<SubjectRow>(listSubjects, { top, bottom: top - windowEntries });
    for (const { sequence, at, asked, found, summary } of rows) {
      if (at >= from && (names(asked) || names(found) || summary?.includes(mark))) sequences.push(sequence);
    }
    if ((rows.at(-1)?.at ?? 0) < from) break;
    await context.turn();
  }
  const items = sequences.slice(0, limit).flatMap((sequence) => auditEntryOf(context, { sequence }) ?? []);
  return { items, isCut: sequences.length > limit };
}

export function auditEntryOf(context: JournalReaderContext, { sequence }: { sequence: number }): AuditEntry | null {
  const row = context.journal().get<EntryRow>(getEntry, { sequence });
  return row === undefined ? null : toEntry(context, row);
}

async function collect(
  context: JournalReaderContext,
  { query, startAt, limit }: { query: AuditQuery; startAt: number; limit: number },
): Promise<EntryRow[]> {
  const rows: EntryRow[] = [];
  for (let top = startAt; top > 0 && rows.length < limit; top -= windowEntries) {
    const params = { ...filterParams(query), top, bottom: top - windowEntries, limit: limit - rows.length };
    rows.push(...context.journal().all<EntryRow>(listEntries, params));
    await context.turn();
  }
  return rows;
}

async function countAudit(context: JournalReaderContext, query: AuditQuery, newest: number): Promise<number> {
  if (Object.values(query).every((value) => value === null)) return newest; // no gaps: the last number is the count
  let total = 0;
  for (let top = newest; top > 0; top -= windowEntries) {
    const params = { ...filterParams(query), top, bottom: top - windowEntries };
    total += context.journal().get<{ count: number }>(countEntries, params)?.count ?? 0;
    await context.turn();
  }
  return total;
}

function filterParams({ person, procedure, target, from, to }: AuditQuery): SqlParams {
  return { person, procedure, target, from, to };
}

function toEntry(context: JournalReaderContext, row: EntryRow): AuditEntry {
  return auditEntry.parse({
    sequence: row.sequence,
    at: row.at,
    person: row.person,
    accountId: row.account_id,
    shell: row.shell,
    procedure: row.procedure,
    action: row.action,
    target: row.target,
    reason: context.sealed().openText(`audit/${row.sequence}`, row.reason_sealed, 'reason'),
    summary: row.summary,
    outcome: row.outcome ?? 'pending',
    errorCode: row.error_code,
    hash: row.hash,
  });
}
