import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type ExpectedList, expectedList } from '../../../src-shared/domain/units/site-units.ts';
import { type UnitDecision, unitDecision } from '../../../src-shared/domain/units/unit-decision.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import type { SealedReader } from './record-keys.ts';
import * as sql from './unit-decision-queries.ts';

type Person = UnitDecision['person'];

export const unitDecisionWriterOperations = {
  putUnitDecision(
    { journal, sealed }: JournalWriterContext,
    { decision }: { decision: Omit<UnitDecision, 'withdrawn'> },
  ): void {
    const { decisionId, findingId, key, kind, owner, dueAt, untilAt, at, person, reason } = decision;
    const record = { recordId: recordIdOf(decisionId), at };
    journal.run(sql.insertUnitDecision, {
      ...{ decisionId, findingId, kind, owner, dueAt, untilAt, at, finding: JSON.stringify(key) },
      ...{ accountId: person.accountId, person: person.name },
      reasonSealed: reason === null ? null : sealed.seal(record, 'reason', reason).sealed,
    });
  },

  withdrawUnitDecision(
    { journal, sealed }: JournalWriterContext,
    { decisionId, at, person, reason }: { decisionId: string; at: number; person: Person; reason: string },
  ): void {
    if (journal.get(sql.findUnitDecision, { decisionId }) === undefined) throw absent('noDecision');
    journal.run(sql.insertUnitWithdrawal, {
      ...{ decisionId, at, accountId: person.accountId, person: person.name },
      reasonSealed: sealed.seal({ recordId: recordIdOf(decisionId), at }, 'withdrawal', reason).sealed,
    });
  },

  putExpectedList({ journal }: JournalWriterContext, { list }: { list: ExpectedList }): void {
    const { listId, name, connectionId, channelId, source, units, addedAt, person } = list;
    journal.run(sql.insertExpectedList, {
      ...{ listId, name, connectionId, channelId, source, addedAt, units: JSON.stringify(units) },
      ...{ accountId: person.accountId, person: person.name },
    });
  },

  endExpectedList(
    { journal }: JournalWriterContext,
    { listId, at, person }: { listId: string; at: number; person: Person },
  ): void {
    if (journal.get(sql.findExpectedList, { listId }) === undefined) throw absent('noList');
    journal.run(sql.endExpectedList, { listId, at, accountId: person.accountId, person: person.name });
  },
};

export const unitDecisionReaderOperations = {
  unitDecisionsOf({ journal, sealed }: JournalReaderContext, { findingId }: { findingId: string }): UnitDecision[] {
    return journal().all<DecisionRow>(sql.unitDecisionsOfFinding, { findingId }).map(toDecision(sealed()));
  },

  lastUnitDecisions(
    { journal, sealed }: JournalReaderContext,
    { findingIds }: { findingIds: string[] },
  ): UnitDecision[] {
    const asked = { findingIds: JSON.stringify(findingIds) };
    return journal().all<DecisionRow>(sql.lastUnitDecisions, asked).map(toDecision(sealed()));
  },

  unitSynonyms({ journal, sealed }: JournalReaderContext, _nothing: null): UnitDecision[] {
    return journal().all<DecisionRow>(sql.standingSynonyms).map(toDecision(sealed()));
  },

  listExpectedLists({ journal }: JournalReaderContext, _nothing: null): ExpectedList[] {
    return journal()
      .all<Record<string, unknown> & { units: string; accountId: string; person: string }>(sql.listExpectedLists)
      .map(({ accountId, person, ...row }) =>
        expectedList.parse({ ...row, units: JSON.parse(row.units), person: { accountId, name: person } }),
      );
  },
};

type DecisionRow = {
  decision_id: string;
  finding_id: string;
  finding: string;
  kind: string;
  owner: string | null;
  due_at: number | null;
  until_at: number | null;
  at: number;
  account_id: string;
  person: string;
  reason_sealed: Uint8Array | null;
  withdrawn_at: number | null;
  withdrawn_by_id: string | null;
  withdrawn_by: string | null;
  withdrawn_reason: Uint8Array | null;
};

function toDecision(sealed: SealedReader): (row: DecisionRow) => UnitDecision {
  return (row) => {
    const recordId = recordIdOf(row.decision_id);
    const withdrawn = {
      at: row.withdrawn_at,
      person: { accountId: row.withdrawn_by_id, name: row.withdrawn_by },
      reason: sealed.openText(recordId, row.withdrawn_reason, 'withdrawal'),
    };
    return unitDecision.parse({
      ...{ decisionId: row.decision_id, findingId: row.finding_id, key: JSON.parse(row.finding), kind: row.kind },
      ...{ owner: row.owner, dueAt: row.due_at, untilAt: row.until_at, at: row.at },
      person: { accountId: row.account_id, name: row.person },
      reason: sealed.openText(recordId, row.reason_sealed, 'reason'),
      withdrawn: row.withdrawn_at === null ? null : withdrawn,
    });
  };
}

function recordIdOf(decisionId: string): string {
  return `unit-decision/${decisionId}`;
}

function absent(key: 'noDecision' | 'noList'): AppError {
  return new AppError('NOT_FOUND', 'There is no such decision or list.', { messageKey: `units.refused.${key}` });
}
