import type { RuleTable } from './rule-table.ts';

/** What may be wrong with a number of a person or a register, in any format. `kind`: a word of `identifierWords`. */
export const identifierRules = {
  'id.characters': ['error', 'The {{kind}} holds something that is no digit.'],
  'id.length': ['error', 'The {{kind}} has a wrong number of digits.'],
  'id.date': ['error', 'The {{kind}} holds a date that does not exist.'],
  'id.control-digit': ['error', 'The control digits of the {{kind}} are wrong.'],
  'id.kind': ['warning', 'The number is by its digits another kind ({{kind}}) than it is said to be.'],
  'id.rule-2032': ['info', 'The {{kind}} is valid only under the rule for numbers given from 2032.'],
  'id.synthetic': ['info', 'The {{kind}} belongs to a series for test persons.'],
} as const satisfies RuleTable;
