/** The newest line of the chain, entry or outcome. */
export const lastLine = `
  select line, hash from (
    select line, hash from (select line, hash from audit_entry order by line desc limit 1)
    union all select line, hash from (select line, hash from audit_outcome order by line desc limit 1)
  ) order by line desc limit 1`;

export const lastSequence = `select max(sequence) as sequence from audit_entry`;

export const insertEntry = `
  insert into audit_entry (sequence, line, at, person, account_id, shell, procedure, action, target, summary, reason_hash,
    reason_sealed, hash)
  values (@sequence, @line, @at, @person, @accountId, @shell, @procedure, @action, @target, @summary, @reasonHash,
    @reasonSealed, @hash)`;

export const insertOutcome = `
  insert into audit_outcome (sequence, line, at, outcome, error_code, target, summary, hash)
  values (@sequence, @line, @at, @outcome, @errorCode, @target, @summary, @hash)`;

export const findEntry = `select sequence from audit_entry where sequence = @sequence`;
export const findOutcome = `select sequence from audit_outcome where sequence = @sequence`;

const joined = `
  select e.sequence, e.at, e.person, e.account_id, e.shell, e.procedure, e.action, e.reason_sealed, e.hash,
    coalesce(o.target, e.target) as target, coalesce(o.summary, e.summary) as summary, o.outcome, o.error_code
  from audit_entry e left join audit_outcome o on o.sequence = e.sequence`;

/** A target is told by the entry, alone or in a list, or, when the handler found it, by the outcome. */
const matching = `
  (@person is null or e.person = @person) and (@procedure is null or e.procedure = @procedure)
  and (@from is null or e.at >= @from) and (@to is null or e.at <= @to)
  and (@target is null or instr(', ' || e.target || ',', ', ' || @target || ',') > 0
    or exists (select 1 from audit_outcome t where t.sequence = e.sequence and t.target = @target))`;

const windowed = `e.sequence <= @top and e.sequence > @bottom`;

/** What each line of a window is about, newest first; the targets of an outcome are those that the handler found. */
export const listSubjects = `
  select e.sequence, e.at, e.target as asked, o.target as found, coalesce(o.summary, e.summary) as summary
  from audit_entry e left join audit_outcome o on o.sequence = e.sequence
  where e.sequence <= @top and e.sequence > @bottom order by e.sequence desc`;

/** Rows of one window of sequences, newest first. */
export const listEntries = `${joined} where ${windowed} and ${matching} order by e.sequence desc limit @limit`;
export const getEntry = `${joined} where e.sequence = @sequence`;
export const countEntries = `select count(*) as count from audit_entry e where ${windowed} and ${matching}`;

export const listEntryLines = `
  select line, sequence, at, person, account_id, shell, procedure, action, target, summary, reason_hash, hash
  from audit_entry where line > @after and line <= @upTo order by line`;
export const listOutcomeLines = `
  select line, sequence, at, outcome, error_code, target, summary, hash
  from audit_outcome where line > @after and line <= @upTo order by line`;

export const findInstallation = `
  select installation_id, name, public_key, private_key_sealed from installation where only = 1`;
export const insertInstallation = `
  insert into installation (only, installation_id, name, public_key, private_key_sealed, created_at)
  values (1, @installationId, @name, @publicKey, @privateKeySealed, @createdAt)`;

export type EntryRow = {
  sequence: number;
  at: number;
  person: string;
  account_id: string | null;
  shell: string;
  procedure: string;
  action: string;
  target: string | null;
  summary: string;
  reason_sealed: Uint8Array | null;
  outcome: string | null;
  error_code: string | null;
  hash: string;
};

export type EntryLine = {
  line: number;
  sequence: number;
  at: number;
  person: string;
  account_id: string | null;
  shell: string;
  procedure: string;
  action: string;
  target: string | null;
  summary: string;
  reason_hash: string | null;
  hash: string;
};

export type OutcomeLine = {
  line: number;
  sequence: number;
  at: number;
  outcome: string;
  error_code: string | null;
  target: string | null;
  summary: string | null;
  hash: string;
};

export type InstallationRow = {
  installation_id: string;
  name: string;
  public_key: Uint8Array;
  private_key_sealed: Uint8Array;
};
