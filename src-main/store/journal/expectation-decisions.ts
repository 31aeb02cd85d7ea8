import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type SetTime, setTime } from '../../../src-shared/domain/trace/expectation.ts';
import type { ExpectationHandling, HandledExpectation } from '../expectation-decision-store.ts';
import * as sql from './expectation-decision-queries.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';

export const expectationDecisionWriterOperations = {
  putExpectedTime({ journal, sealed }: JournalWriterContext, { time }: { time: SetTime }): void {
    const { timeId, scope, urgentMinutes, routineMinutes, at, person, reason } = time;
    const record = { recordId: timeRecord(timeId), at };
    journal.run(sql.insertExpectedTime, {
      ...{ timeId, scope: JSON.stringify(scope), urgentMinutes, routineMinutes, at },
      ...{ accountId: person.accountId, person: person.name },
      reasonSealed: reason === null ? null : sealed.seal(record, 'reason', reason).sealed,
    });
  },

  endExpectedTime(
    { journal }: JournalWriterContext,
    { timeId, at, person }: { timeId: string; at: number; person: SetTime['person'] },
  ): void {
    if (journal.get(sql.findExpectedTime, { timeId }) === undefined)
      throw new AppError('NOT_FOUND', 'There is no such time.', { messageKey: 'overdue.refused.noTime' });
    journal.run(sql.endExpectedTime, { timeId, at, accountId: person.accountId, person: person.name });
  },

  /** All of them or none. */
  putExpectationHandlings(
    { journal, sealed }: JournalWriterContext,
    { handlings }: { handlings: ExpectationHandling[] },
  ) {
    for (const { expectationId, act, at, person, reason } of handlings) {
      const handling = journal.get<{ handling: number }>(sql.nextExpectationHandling)?.handling ?? 1;
      const record = { recordId: handlingRecord(handling), at };
      journal.run(sql.insertExpectationHandling, {
        ...{ handling, expectationId, act, at, accountId: person.accountId, person: person.name },
        reasonSealed: sealed.seal(record, 'reason', reason).sealed,
      });
    }
  },
};

export const expectationDecisionReaderOperations = {
  expectedTimes({ journal, sealed }: JournalReaderContext, _nothing: null): SetTime[] {
    return journal()
      .all<sql.ExpectedTimeRow>(sql.listExpectedTimes)
      .map((row) =>
        setTime.parse({
          ...{ timeId: row.time_id, scope: JSON.parse(row.scope), at: row.at },
          ...{ urgentMinutes: row.urgent_minutes, routineMinutes: row.routine_minutes },
          person: { accountId: row.account_id, name: row.person },
          reason: sealed().openText(timeRecord(row.time_id), row.reason_sealed, 'reason'),
        }),
      );
  },

  handledExpectations(
    { journal, sealed }: JournalReaderContext,
    { since, limit }: { since: number; limit: number },
  ): HandledExpectation[] {
    return journal()
      .all<sql.HandledExpectationRow>(sql.listHandledExpectations, { since, limit })
      .map(({ handling, expectation_id: expectationId, at, person, reason_sealed: reason }) => ({
        ...{ expectationId, at, person },
        reason: sealed().openText(handlingRecord(handling), reason, 'reason'),
      }));
  },
};

function timeRecord(timeId: string): string {
  return `expected-time/${timeId}`;
}

function handlingRecord(handling: number): string {
  return `expectation-handling/${handling}`;
}
