import type { StoredMessage } from '../messages/message.ts';
import type { ColumnName } from '../routing/definitions.ts';
import { columnValue } from './message-xml.ts';

/** One comparison with a custom column; `operator` in the words of a posted filter, e.g. `GREATER_THAN`. */
export type ColumnCriterion = { column: string; operator: string; value: string; ignoreCase: boolean };

type Compare = (actual: string, wanted: string) => boolean;

const comparisons: Record<string, Compare> = {
  EQUAL: (actual, wanted) => actual === wanted,
  NOT_EQUAL: (actual, wanted) => actual !== wanted,
  LESS_THAN: (actual, wanted) => actual < wanted,
  LESS_THAN_OR_EQUAL: (actual, wanted) => actual <= wanted,
  GREATER_THAN: (actual, wanted) => actual > wanted,
  GREATER_THAN_OR_EQUAL: (actual, wanted) => actual >= wanted,
  CONTAINS: (actual, wanted) => actual.includes(wanted),
  DOES_NOT_CONTAIN: (actual, wanted) => !actual.includes(wanted),
  STARTS_WITH: (actual, wanted) => actual.startsWith(wanted),
  DOES_NOT_START_WITH: (actual, wanted) => !actual.startsWith(wanted),
  ENDS_WITH: (actual, wanted) => actual.endsWith(wanted),
  DOES_NOT_END_WITH: (actual, wanted) => !actual.endsWith(wanted),
};

const signs: Record<string, string> = {
  '=': 'EQUAL',
  '!=': 'NOT_EQUAL',
  '<>': 'NOT_EQUAL',
  '<': 'LESS_THAN',
  '<=': 'LESS_THAN_OR_EQUAL',
  '>': 'GREATER_THAN',
  '>=': 'GREATER_THAN_OR_EQUAL',
};

export function isOperator(operator: string): boolean {
  return Object.hasOwn(comparisons, operator);
}

/** The query form, e.g. `MRN = 42` or `MRN STARTS WITH 00`. @returns null when it has no known operator [55e] */
export function readCriterion(text: string, ignoreCase: boolean): ColumnCriterion | null {
  const words = /^(\S+) ((?:DOES NOT )?(?:CONTAINS?|STARTS? WITH|ENDS? WITH)|\S+) (.*)$/.exec(text);
  if (words === null) return null;
  const [, column = '', sign = '', value = ''] = words;
  const operator = signs[sign] ?? sign.replaceAll(' ', '_');
  return isOperator(operator) ? { column, operator, value, ignoreCase } : null;
}

/** A column without a value matches nothing, also not a negation: SQL's rule for NULL. */
export function matchesColumn(
  message: StoredMessage,
  { column, operator, value, ignoreCase }: ColumnCriterion,
): boolean {
  const found = columnValue(message, column as ColumnName);
  const compare = comparisons[operator];
  if (found === null || compare === undefined) return false;
  const actual = typeof found === 'number' ? timestampText(found) : String(found);
  return ignoreCase ? compare(actual.toLowerCase(), value.toLowerCase()) : compare(actual, value);
}

/** `2026-11-22 08:30:00`: in this form times can be compared as text [55h]. */
function timestampText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
