import { AppError } from '../../../src-shared/domain/app-error.ts';
import {
  type ConversionRule,
  conversionRule,
  type KeptRule,
} from '../../../src-shared/domain/units/conversion-rule.ts';
import type { RuleStep } from '../unit-decision-store.ts';
import type { JournalReaderContext, JournalWriterContext } from './journal-context.ts';
import * as sql from './unit-rule-queries.ts';

type Proposal = { rule: ConversionRule } & Omit<RuleStep, 'act' | 'ruleId' | 'version'>;

export const unitRuleWriterOperations = {
  /** A version that there is already is another person's: CONFLICT. */
  putUnitRule({ journal, sealed }: JournalWriterContext, { rule, at, person, reason }: Proposal): void {
    const { ruleId, version } = rule;
    if (journal.get(sql.findUnitRule, { ruleId, version }) !== undefined)
      throw new AppError('CONFLICT', 'Another version was proposed meanwhile.', {
        messageKey: 'rules.refused.meanwhile',
      });
    journal.run(sql.insertUnitRule, {
      ...{ ruleId, version, at, accountId: person.accountId, person: person.name, body: JSON.stringify(rule) },
      reasonSealed: sealed.seal({ recordId: recordIdOf(ruleId), at }, `proposed/${version}`, reason).sealed,
    });
  },

  stepUnitRule({ journal, sealed }: JournalWriterContext, { step }: { step: RuleStep }): void {
    const { ruleId, version, act, at, person, reason } = step;
    if (journal.get(sql.findUnitRule, { ruleId, version }) === undefined)
      throw new AppError('NOT_FOUND', 'There is no such rule.', { messageKey: 'rules.refused.noRule' });
    journal.run(sql.insertUnitRuleStep, {
      ...{ ruleId, version, act, at, accountId: person.accountId, person: person.name },
      reasonSealed: sealed.seal({ recordId: recordIdOf(ruleId), at }, `${act}/${version}`, reason).sealed,
    });
  },
};

export const unitRuleReaderOperations = {
  listUnitRules({ journal, sealed }: JournalReaderContext, _nothing: null): KeptRule[] {
    const byRule = Map.groupBy(journal().all<RuleRow>(sql.listUnitRules), ({ rule }) => rule);
    return [...byRule.values()].flatMap((rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      const recordId = recordIdOf(first.rule_id);
      const open = (reason: Uint8Array | null, act: string) =>
        sealed().openText(recordId, reason, `${act}/${first.version}`);
      const stepOf = (act: RuleStep['act']) => {
        const row = rows.find((each) => each.act === act);
        if (row === undefined || row.step_at === null) return null;
        const person = { accountId: row.step_account_id ?? '', name: row.step_person ?? '' };
        return { at: row.step_at, person, reason: open(row.step_reason, act) };
      };
      const person = { accountId: first.account_id, name: first.person };
      const proposed = { at: first.at, person, reason: open(first.reason_sealed, 'proposed') };
      const said = { approved: stepOf('approved'), refused: stepOf('refused'), withdrawn: stepOf('withdrawn') };
      return [{ ...conversionRule.parse(JSON.parse(first.body)), proposed, ...said }];
    });
  },
};

type RuleRow = {
  rule: number;
  body: string;
  rule_id: string;
  version: number;
  at: number;
  account_id: string;
  person: string;
  reason_sealed: Uint8Array | null;
  act: RuleStep['act'] | null;
  step_at: number | null;
  step_account_id: string | null;
  step_person: string | null;
  step_reason: Uint8Array | null;
};

function recordIdOf(ruleId: string): string {
  return `unit-rule/${ruleId}`;
}
