/** Statements about decisions on measurement units and lists of what a receiver expects. */

export const insertUnitDecision = `
  insert into unit_decision
    (decision_id, finding_id, finding, kind, owner, due_at, until_at, at, account_id, person, reason_sealed)
  values (@decisionId, @findingId, @finding, @kind, @owner, @dueAt, @untilAt, @at, @accountId, @person, @reasonSealed)`;
export const findUnitDecision = `select finding_id from unit_decision where decision_id = @decisionId`;
export const insertUnitWithdrawal = `
  insert or ignore into unit_withdrawal (decision_id, at, account_id, person, reason_sealed)
  values (@decisionId, @at, @accountId, @person, @reasonSealed)`;

const columns = `
  d.decision_id, d.finding_id, d.finding, d.kind, d.owner, d.due_at, d.until_at, d.at, d.account_id, d.person, d.reason_sealed,
  w.at as withdrawn_at, w.account_id as withdrawn_by_id, w.person as withdrawn_by, w.reason_sealed as withdrawn_reason`;

/** Newest first. */
export const unitDecisionsOfFinding = `
  select ${columns} from unit_decision d indexed by unit_decision_by_finding
    left join unit_withdrawal w on w.decision_id = d.decision_id
  where d.finding_id = @findingId order by d.decision desc limit 200`;
/** The last one about each of these findings. */
export const lastUnitDecisions = `
  select ${columns} from json_each(@findingIds)
    cross join unit_decision d indexed by unit_decision_by_finding on d.finding_id = json_each.value
    left join unit_withdrawal w on w.decision_id = d.decision_id
  where d.decision = (select max(l.decision) from unit_decision l indexed by unit_decision_by_finding where l.finding_id = json_each.value)`;
/** Those that stand: not withdrawn, nor followed by another decision about the same. */
export const standingSynonyms = `
  select ${columns} from unit_decision d indexed by unit_decision_synonym
    left join unit_withdrawal w on w.decision_id = d.decision_id
  where d.kind = 'synonym' and w.decision_id is null
    and not exists (select 1 from unit_decision l indexed by unit_decision_by_finding where l.finding_id = d.finding_id and l.decision > d.decision)
  order by d.decision limit 5000`;

export const insertExpectedList = `
  insert into unit_expected_list (list_id, name, connection_id, channel_id, source, units, added_at, account_id, person)
  values (@listId, @name, @connectionId, @channelId, @source, @units, @addedAt, @accountId, @person)`;
export const findExpectedList = `select list_id from unit_expected_list where list_id = @listId`;
export const endExpectedList = `
  insert or ignore into unit_expected_list_end (list_id, at, account_id, person) values (@listId, @at, @accountId, @person)`;
export const listExpectedLists = `
  select l.list_id as listId, l.name, l.connection_id as connectionId, l.channel_id as channelId, l.source, l.units, l.added_at as addedAt,
    l.account_id as accountId, l.person
  from unit_expected_list l
  where l.list_id > '' and not exists (select 1 from unit_expected_list_end e where e.list_id = l.list_id)
  order by l.list_id limit 200`;
