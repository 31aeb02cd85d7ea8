/** What people decided about single failures. */

export const nextHandling = `select coalesce(max(decision), 0) + 1 as decision from handling`;

export const insertHandling = `
  insert into handling (decision, at, person, act, way, owner, until_at, count, to_whom_sealed, note_sealed)
  values (@decision, @at, @person, @act, @way, @owner, @until, @count, @toWhomSealed, @noteSealed)`;

export const insertHandledFailures = `
  insert into handled_failure (failure_id, decision)
  select distinct value, cast(@decision as integer) from json_each(@failureIds)`;

export const upsertHandledHeads = `
  insert into handled_failure_head (failure_id, decision)
  select distinct value, cast(@decision as integer) from json_each(@failureIds) where true
  on conflict (failure_id) do update set decision = excluded.decision`;

/** Newest first. */
export const listHandlings = `
  select h.decision, h.at, h.person, h.act, h.way, h.owner, h.until_at, h.count, h.to_whom_sealed, h.note_sealed
  from handled_failure f cross join handling h on h.decision = f.decision
  where f.failure_id = @failureId order by f.decision desc limit @limit`;

/** The last decision about each of the failures named; none where nobody decided. */
export const listLastHandlings = `
  select f.failure_id, h.act, h.at, h.owner, h.until_at
  from json_each(@failureIds) cross join handled_failure_head f on f.failure_id = json_each.value
    cross join handling h on h.decision = f.decision`;

export type HandlingRow = {
  decision: number;
  at: number;
  person: string;
  act: string;
  way: string | null;
  owner: string | null;
  until_at: number | null;
  count: number;
  to_whom_sealed: Uint8Array | null;
  note_sealed: Uint8Array | null;
};

export type LastHandlingRow = Pick<HandlingRow, 'act' | 'at' | 'owner' | 'until_at'> & { failure_id: string };
