/**
 * A question as a person writes it: `channel:"Lab inn" error:timeout age:<2h NOT (type:ADT^A01 OR urgent:yes) kalium`.
 * Words beside each other mean AND, which binds closer than OR; NOT closest of all. Nothing here asks a store.
 */
export type SearchQuery =
  | { kind: 'and' | 'or'; parts: SearchQuery[] }
  | { kind: 'not'; part: SearchQuery }
  | SearchTerm;

/**
 * `field` null = free text. `path`: an address of a message (`PID-3.1`), in `field` as written. `value` without quotation marks;
 * `isPrefix`: a star followed it; `isPhrase`: it stood in quotation marks, which matters for free text only.
 */
export type SearchTerm = {
  kind: 'term';
  field: string | null;
  operator: SearchOperator;
  value: string;
  isPrefix: boolean;
  isPhrase: boolean;
};

export const searchOperators = [':', ':<', ':<=', ':>', ':>='] as const;
export type SearchOperator = (typeof searchOperators)[number];

/** `at`: first character that is wrong, in UTF-16 units of the text; `length` at least 1, 0 only at its end. `rule`: `search.fault.<rule>` in `locales`. */
export type SearchFault = { rule: SearchFaultRule; at: number; length: number; params: Record<string, string> };

export const searchFaultRules = [
  'open-quote',
  'open-bracket',
  'stray-bracket',
  'missing-term',
  'missing-value',
  'unknown-field',
  'no-order',
  'bad-duration',
  'bad-time',
  'bad-choice',
  'patient-field',
  'too-long',
  'too-deep',
] as const;
export type SearchFaultRule = (typeof searchFaultRules)[number];

/** How the value of a field is written. *text*: compared as it is; *choice*: one of a list; *duration*: `90m`, `2h`, `3d`; *time*: a date, a time, or an interval of both. */
export type SearchFieldKind =
  | { kind: 'text' }
  | { kind: 'choice'; choices: readonly string[] }
  | { kind: 'duration' }
  | { kind: 'time' };
