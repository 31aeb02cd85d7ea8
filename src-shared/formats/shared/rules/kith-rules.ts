import type { RuleTable } from './rule-table.ts';

/** What may be wrong with an XML message of KITH's or in the ebXML envelope. */
export const kithRules = {} as const satisfies RuleTable;
