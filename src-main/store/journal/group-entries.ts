import { type GroupEntry, groupEntry } from '../../../src-shared/domain/failure-group.ts';
import {
  type GroupEntryRow,
  insertGroupEntry,
  listGroupEntries,
  listGroupHeads,
  nextGroupEntry,
  upsertGroupHead,
} from './group-entry-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import type { SealedReader } from './record-keys.ts';

const historyLimit = 500;
/** These are written down and decide nothing. */
const undeciding: ReadonlySet<GroupEntry['act']> = new Set(['note', 'runbook']);

export const groupWriterOperations = {
  /** All of them or none. */
  putGroupEntries({ journal, sealed }: JournalWriterContext, { entries }: { entries: GroupEntry[] }): void {
    for (const { text, ...plain } of entries) {
      const entry = journal.get<{ entry: number }>(nextGroupEntry)?.entry ?? 1;
      const textSealed =
        text === null ? null : sealed.seal({ recordId: recordIdOf(entry), at: plain.at }, 'text', text).sealed;
      journal.run(insertGroupEntry, { entry, ...plain, textSealed });
      if (!undeciding.has(plain.act)) journal.run(upsertGroupHead, { groupId: plain.groupId, entry });
    }
  },
};

export const groupReaderOperations = {
  /** Newest first, at most 500. */
  groupEntries({ journal, sealed }: JournalReaderContext, { groupId }: { groupId: string }): GroupEntry[] {
    const rows = journal().all<GroupEntryRow>(listGroupEntries, { groupId, limit: historyLimit });
    return rows.map((row) => toEntry(row, sealed()));
  },

  groupDecisions({ journal, sealed }: JournalReaderContext, { groupIds }: { groupIds: string[] }): GroupEntry[] {
    const rows = journal().all<GroupEntryRow>(listGroupHeads, { groupIds: JSON.stringify(groupIds) });
    return rows.map((row) => toEntry(row, sealed()));
  },
};

function recordIdOf(entry: number): string {
  return `group/${entry}`;
}

function toEntry(row: GroupEntryRow, sealed: SealedReader): GroupEntry {
  return groupEntry.parse({
    groupId: row.group_id,
    at: row.at,
    person: row.person,
    act: row.act,
    owner: row.owner,
    until: row.until_at,
    openThen: row.open_then,
    newestThen: row.newest_then_at,
    text: sealed.openText(recordIdOf(row.entry), row.text_sealed, 'text'),
  });
}
