import type { RuleTable } from './rule-table.ts';

/** What may be wrong with the form of a JSON document. */
export const jsonRules = {
  'json.byte-order-mark': ['warning', 'A byte order mark before the text; JSON allows none.'],
  'json.utf-16': ['error', 'The text is in UTF-16; JSON is exchanged in UTF-8. It is shown as bytes only.'],
  'json.not-utf-8': ['warning', 'The text is not in UTF-8, as JSON must be.'],
  'json.empty': ['error', 'There is no JSON value.'],
  'json.cut-off': ['error', 'The text ends before its objects, lists or strings do.'],
  'json.unclosed': ['error', 'An object or list is not closed.'],
  'json.stray-sign': ['error', 'A comma, colon or bracket that belongs to nothing.'],
  'json.trailing-comma': ['error', 'A comma before a closing bracket.'],
  'json.comma-missing': ['error', 'A comma is missing between two values.'],
  'json.colon-missing': ['error', 'A colon is missing between a name and its value.'],
  'json.value-missing': ['error', 'A value is missing.'],
  'json.name-missing': ['error', 'A value in an object has no name.'],
  'json.name-unquoted': ['error', 'A property name without quotation marks.'],
  'json.invalid-value': ['error', 'Text that is no JSON value.'],
  'json.invalid-escape': ['error', 'An escape in a string that JSON does not know.'],
  'json.control-character': ['error', 'A control character in a string, which must be written as an escape.'],
  'json.duplicate-name': ['error', 'A property name occurs twice in one object: readers disagree on which counts.'],
  'json.comment': ['error', 'A comment; JSON has none.'],
  'json.behind-root': ['error', 'Text behind the end of the JSON value.'],
  'json.too-deep': ['error', 'Objects and lists are nested deeper than is read here.'],
  'json.too-many-values': ['error', 'There are more values than are read here.'],
} as const satisfies RuleTable;
