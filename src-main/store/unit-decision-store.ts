import type { ConversionRule, KeptRule } from '../../src-shared/domain/units/conversion-rule.ts';
import type { ExpectedList } from '../../src-shared/domain/units/site-units.ts';
import type { UnitDecision } from '../../src-shared/domain/units/unit-decision.ts';

type Person = UnitDecision['person'];

/** What a person said of a version of a rule. The same act again does nothing. */
export type RuleStep = {
  ruleId: string;
  version: number;
  act: 'approved' | 'refused' | 'withdrawn';
  at: number;
  person: Person;
  reason: string;
};

/** What people decided about measurement units. Nothing of it is deleted. */
export type UnitDecisionStore = {
  decide(decision: Omit<UnitDecision, 'withdrawn'>): Promise<void>;
  /** NOT_FOUND for one that there is not. Withdrawn already: nothing more. */
  withdraw(withdrawal: { decisionId: string; at: number; person: Person; reason: string }): Promise<void>;
  /** Newest first, at most 200. */
  of(findingId: string): Promise<UnitDecision[]>;
  /** The last about each of these; none where nobody decided. */
  last(findingIds: string[]): Promise<UnitDecision[]>;
  /** *Synonym* decisions that stand, oldest first, at most 5000. */
  synonyms(): Promise<UnitDecision[]>;
  addList(list: ExpectedList): Promise<void>;
  /** NOT_FOUND for one that there is not. */
  endList(end: { listId: string; at: number; person: Person }): Promise<void>;
  /** Those that are in use, at most 200. */
  lists(): Promise<ExpectedList[]>;
  /** CONFLICT where another has made this version meanwhile. */
  proposeRule(rule: ConversionRule, by: { at: number; person: Person; reason: string }): Promise<void>;
  /** NOT_FOUND for one that there is not. */
  stepRule(step: RuleStep): Promise<void>;
  /** Every version, newest first. */
  rules(): Promise<KeptRule[]>;
};
