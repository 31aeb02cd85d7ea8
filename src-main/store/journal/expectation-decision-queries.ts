/** Statements about times that people set and about what they settled that was overdue. */

export const insertExpectedTime = `
  insert into expected_time (time_id, scope, urgent_minutes, routine_minutes, at, account_id, person, reason_sealed)
  values (@timeId, @scope, @urgentMinutes, @routineMinutes, @at, @accountId, @person, @reasonSealed)`;
export const findExpectedTime = `select time_id from expected_time where time_id = @timeId`;
export const endExpectedTime = `
  insert or ignore into expected_time_end (time_id, at, account_id, person) values (@timeId, @at, @accountId, @person)`;
export const listExpectedTimes = `
  select t.time_id, t.scope, t.urgent_minutes, t.routine_minutes, t.at, t.account_id, t.person, t.reason_sealed
  from expected_time t
  where t.time_id > '' and not exists (select 1 from expected_time_end e where e.time_id = t.time_id)
  order by t.time_id limit 1000`;

export const nextExpectationHandling = `select coalesce(max(handling), 0) + 1 as handling from expectation_handling`;
export const insertExpectationHandling = `
  insert into expectation_handling (handling, expectation_id, act, at, account_id, person, reason_sealed)
  values (@handling, @expectationId, @act, @at, @accountId, @person, @reasonSealed)`;
/** The newest that stand. */
export const listHandledExpectations = `
  select h.handling, h.expectation_id, h.at, h.person, h.reason_sealed
  from expectation_handling h indexed by expectation_handling_by_time
  where h.at >= @since and h.act = 'handled' and not exists (
    select 1 from expectation_handling l indexed by expectation_handling_by_id
    where l.expectation_id = h.expectation_id and l.handling > h.handling)
  order by h.at desc limit @limit`;

export type ExpectedTimeRow = {
  time_id: string;
  scope: string;
  urgent_minutes: number;
  routine_minutes: number;
  at: number;
  account_id: string;
  person: string;
  reason_sealed: Uint8Array | null;
};

export type HandledExpectationRow = {
  handling: number;
  expectation_id: string;
  at: number;
  person: string;
  reason_sealed: Uint8Array | null;
};
