/** Statements about rules that convert results at replay. */

export const insertUnitRule = `
  insert into unit_rule (rule_id, version, body, at, account_id, person, reason_sealed)
  values (@ruleId, @version, @body, @at, @accountId, @person, @reasonSealed)`;
export const findUnitRule = `select rule from unit_rule where rule_id = @ruleId and version = @version`;
export const insertUnitRuleStep = `
  insert or ignore into unit_rule_step (rule_id, version, act, at, account_id, person, reason_sealed)
  values (@ruleId, @version, @act, @at, @accountId, @person, @reasonSealed)`;
/** With all that was said of them, newest first; a rule has few versions, and a site few rules. */
export const listUnitRules = `
  select r.rule, r.body, r.rule_id, r.version, r.at, r.account_id, r.person, r.reason_sealed,
    s.act, s.at as step_at, s.account_id as step_account_id, s.person as step_person, s.reason_sealed as step_reason
  from unit_rule r left join unit_rule_step s on s.rule_id = r.rule_id and s.version = r.version
  where r.rule > 0
  order by r.rule desc limit 4000`;
