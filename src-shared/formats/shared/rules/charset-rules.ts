import type { RuleTable } from './rule-table.ts';

/** What may be wrong with the character set of any message. */
export const charsetRules = {
  'charset.stated-unknown': ['warning', 'The stated character set is not known here; another one was taken.'],
  'charset.stated-invalid': ['warning', 'Bytes that are not valid in the stated character set.'],
  'charset.stated-differs': [
    'info',
    'The engine gave the text in another character set than the message itself names.',
  ],
  'charset.maybe-utf-8': ['info', 'The message names a single-byte character set, but its bytes look like UTF-8.'],
  'charset.utf-16': [
    'error',
    'The bytes are UTF-16 or UTF-32, which is not read here. Let the sender or the engine convert the message to UTF-8 or ISO 8859-1.',
  ],
  'charset.replacement-character': ['error', 'A character was lost before the message came here (U+FFFD).'],
} as const satisfies RuleTable;
