import type { RuleTable } from './rule-table.ts';

/** What may be wrong with a message by the rules of a site; each rule has a severity of its own. */
export const profileRules = {
  'profile.required': ['error', 'A rule of the site asks for a value in {{place}}.'],
  'profile.forbidden': ['error', 'A rule of the site allows no value in {{place}}.'],
  'profile.numeric': ['error', 'A rule of the site asks for a number in {{place}}.'],
  'profile.date': ['error', 'A rule of the site asks for a date in {{place}}.'],
  'profile.pattern': ['error', 'The value in {{place}} has not the form that a rule of the site asks for.'],
  'profile.one-of': ['error', 'The value in {{place}} is not among those that a rule of the site allows.'],
  'profile.max-length': [
    'error',
    'The value in {{place}} is longer than the {{limit}} characters of a rule of the site.',
  ],
  'profile.not-judged': ['info', 'The value in {{place}} is too long to be held against a pattern.'],
} as const satisfies RuleTable;
