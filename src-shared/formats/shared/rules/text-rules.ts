import type { RuleTable } from './rule-table.ts';

/** What may be odd in plain text, and what any list may say of itself. */
export const textRules = {
  'text.control-characters': ['info', 'Control characters in the text.'],
  'problems.more': ['info', 'More problems of these kinds are not listed.'],
} as const satisfies RuleTable;
