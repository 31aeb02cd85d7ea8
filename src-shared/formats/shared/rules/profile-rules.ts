import type { RuleTable } from './rule-table.ts';

/** What may be wrong with a message by the rules of a site. */
export const profileRules = {} as const satisfies RuleTable;
