import { z } from 'zod';
import {
  type FailureHandling,
  failureHandling,
  handlingActs,
  type LastHandling,
} from '../../../src-shared/domain/failure-handling.ts';
import {
  type HandlingRow,
  insertHandledFailures,
  insertHandling,
  type LastHandlingRow,
  listHandlings,
  listLastHandlings,
  nextHandling,
  upsertHandledHeads,
} from './handling-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import type { SealedReader } from './record-keys.ts';

const historyLimit = 200;

export const handlingWriterOperations = {
  /** One decision about all these failures, or none. */
  putHandling(
    { journal, sealed }: JournalWriterContext,
    { handling, failureIds }: { handling: FailureHandling; failureIds: string[] },
  ): void {
    const { toWhom, note, ...plain } = handling;
    const decision = journal.get<{ decision: number }>(nextHandling)?.decision ?? 1;
    const record = { recordId: recordIdOf(decision), at: plain.at };
    const close = (field: string, text: string | null) =>
      text === null ? null : sealed.seal(record, field, text).sealed;
    journal.run(insertHandling, {
      decision,
      ...plain,
      toWhomSealed: close('toWhom', toWhom),
      noteSealed: close('note', note),
    });
    const ids = { decision, failureIds: JSON.stringify(failureIds) };
    journal.run(insertHandledFailures, ids);
    journal.run(upsertHandledHeads, ids);
  },
};

export const handlingReaderOperations = {
  /** Newest first, at most 200. */
  handlingsOf({ journal, sealed }: JournalReaderContext, { failureId }: { failureId: string }): FailureHandling[] {
    const rows = journal().all<HandlingRow>(listHandlings, { failureId, limit: historyLimit });
    return rows.map((row) => toHandling(row, sealed()));
  },

  lastHandlings(
    { journal }: JournalReaderContext,
    { failureIds }: { failureIds: string[] },
  ): (LastHandling & { failureId: string })[] {
    const rows = journal().all<LastHandlingRow>(listLastHandlings, { failureIds: JSON.stringify(failureIds) });
    return rows.map(({ failure_id: failureId, act, at, owner, until_at: until }) => ({
      ...{ failureId, at, owner, until },
      act: z.enum(handlingActs).parse(act),
    }));
  },
};

function recordIdOf(decision: number): string {
  return `handling/${decision}`;
}

function toHandling(row: HandlingRow, sealed: SealedReader): FailureHandling {
  const { decision, at, person, act, way, owner, until_at: until, count } = row;
  return failureHandling.parse({
    ...{ at, person, act, way, owner, until, count },
    toWhom: sealed.openText(recordIdOf(decision), row.to_whom_sealed, 'toWhom'),
    note: sealed.openText(recordIdOf(decision), row.note_sealed, 'note'),
  });
}
