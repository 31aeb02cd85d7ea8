import type { ChainLine } from './audit-chain.ts';
import type { EntryLine, OutcomeLine } from './audit-queries.ts';

type EntryColumns = {
  line: number;
  sequence: number;
  at: number;
  person: string;
  accountId: string | null;
  shell: string;
  procedure: string;
  action: string;
  target: string | null;
  summary: string;
  reasonHash: string | null;
};

type OutcomeColumns = {
  line: number;
  sequence: number;
  at: number;
  outcome: string;
  errorCode: string | null;
  target: string | null;
  summary: string | null;
};

/** The fields of an entry that the chain covers; a reason by its keyed hash. */
export function entryLine(columns: EntryColumns): ChainLine {
  const { line, sequence, at, person, accountId, shell, procedure, action, target, summary, reasonHash } = columns;
  return {
    kind: 'entry',
    line,
    sequence,
    at,
    person,
    accountId,
    shell,
    procedure,
    action,
    target,
    summary,
    reasonHash,
  };
}

export function outcomeLine({ line, sequence, at, outcome, errorCode, target, summary }: OutcomeColumns): ChainLine {
  return { kind: 'outcome', line, sequence, at, outcome, errorCode, target, summary };
}

/** The same, from what is stored. */
export function storedEntryLine(row: EntryLine): ChainLine {
  return entryLine({ ...row, accountId: row.account_id, reasonHash: row.reason_hash });
}

export function storedOutcomeLine(row: OutcomeLine): ChainLine {
  return outcomeLine({ ...row, errorCode: row.error_code });
}
