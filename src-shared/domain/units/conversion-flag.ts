import type { ParsedRange } from './parse-range.ts';

/** Where a number stands to its range; A number on a limit is within. */
export function positionIn(value: string, { low, high }: ParsedRange): 'below' | 'within' | 'above' {
  const number = Number(value.replace(',', '.'));
  if (low !== null && number < low) return 'below';
  return high !== null && number > high ? 'above' : 'within';
}
