import type { RuleTable } from './rule-table.ts';

/** What may be wrong with the form of a JSON document. */
export const jsonRules = {} as const satisfies RuleTable;
