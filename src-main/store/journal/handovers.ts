import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import { type Handover, handover } from '../../../src-shared/domain/duty/handover.ts';
import { decodeCursor, encodeCursor } from '../sqlite/cursor.ts';
import * as sql from './incident-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import type { SealedReader } from './record-keys.ts';

type Receipt = { handoverId: string; at: number; person: Handover['signedBy']; note: string | null };

export const handoverWriterOperations = {
  putHandover({ journal, sealed }: JournalWriterContext, { put }: { put: Omit<Handover, 'received'> }): void {
    const { handoverId, environment, signedAt, signedBy, gathered, text } = put;
    const key = { recordId: recordIdOf(handoverId), at: signedAt };
    journal.run(sql.insertHandover, {
      ...{ handoverId, environment, signedAt, accountId: signedBy.accountId, person: signedBy.name },
      gatheredSealed: sealed.seal(key, 'gathered', JSON.stringify(gathered)).sealed,
      textSealed: sealed.seal(key, 'text', text ?? '').sealed,
    });
  },

  /** The last door: whatever a service forgets, nobody takes over from themselves. */
  receiveHandover({ journal, sealed }: JournalWriterContext, { receipt }: { receipt: Receipt }): void {
    const { handoverId, at, person, note } = receipt;
    const row = journal.get<sql.HandoverRow>(sql.getHandover, { handoverId });
    if (row === undefined) throw refusal('NOT_FOUND', 'noHandover');
    if (row.received_at !== null) throw refusal('CONFLICT', 'received');
    if (row.account_id === person.accountId) throw refusal('FORBIDDEN', 'samePerson');
    const key = { recordId: recordIdOf(handoverId), at };
    journal.run(sql.insertHandoverReceipt, {
      ...{ handoverId, at, accountId: person.accountId, person: person.name },
      noteSealed: note === null ? null : sealed.seal(key, 'note', note).sealed,
    });
  },
};

export const handoverReaderOperations = {
  getHandover({ journal, sealed }: JournalReaderContext, { handoverId }: { handoverId: string }): Handover | null {
    const row = journal().get<sql.HandoverRow>(sql.getHandover, { handoverId });
    return row === undefined ? null : toHandover(row, sealed());
  },

  listHandovers(
    { journal, sealed }: JournalReaderContext,
    { environment, cursor, limit }: { environment: Environment; cursor: string | null; limit: number },
  ): { items: Handover[]; nextCursor: string | null } {
    const [beforeAt, beforeId] =
      cursor === null ? [Number.MAX_SAFE_INTEGER, ''] : decodeCursor(cursor, ['number', 'string']);
    const params = { environment, beforeAt, beforeId, limit: limit + 1 };
    const rows = journal().all<sql.HandoverRow>(sql.listHandovers, params);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => toHandover(row, sealed())),
      nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.signed_at, last.handover_id]) : null,
    };
  },
};

function toHandover(row: sql.HandoverRow, sealed: SealedReader): Handover {
  const recordId = recordIdOf(row.handover_id);
  const found = sealed.openText(recordId, row.gathered_sealed, 'gathered');
  return handover.parse({
    ...{ handoverId: row.handover_id, environment: row.environment, signedAt: row.signed_at },
    signedBy: { accountId: row.account_id, name: row.person },
    text: sealed.openText(recordId, row.text_sealed, 'text'),
    gathered: found === null ? null : JSON.parse(found),
    received:
      row.received_at === null
        ? null
        : {
            at: row.received_at,
            person: { accountId: row.receiver_id, name: row.receiver },
            note: sealed.openText(recordId, row.note_sealed, 'note'),
          },
  });
}

function recordIdOf(handoverId: string): string {
  return `handover/${handoverId}`;
}

function refusal(code: 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN', name: string): AppError {
  return new AppError(code, 'The handover cannot be taken over so.', { messageKey: `handover.refused.${name}` });
}
