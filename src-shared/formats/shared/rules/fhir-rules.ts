import type { RuleTable } from './rule-table.ts';

/** What may be wrong with a FHIR resource or bundle. */
export const fhirRules = {} as const satisfies RuleTable;
