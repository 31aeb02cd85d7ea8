import type { PatientIdKind } from '../format.ts';
import { checkPersonNumber } from './check-person-number.ts';

/**
 * The day of birth in a national or D-number, `YYYYMMDD`; null for numbers that hold none: those of other kinds, and those with a digit wrong.
 * Source: HIS 1001:2010 section 4; test series raise the month by 40, 65 or 80. Numbers given from 2032 tell no birth and fail the rule of today.
 */
export function birthOfNumber({ kind, value }: { kind: PatientIdKind; value: string }): string | null {
  if ((kind !== 'fnr' && kind !== 'dnr') || checkPersonNumber(value).validUnder !== 'today') return null;
  const [day, month, year] = [0, 2, 4].map((at) => Number(value.slice(at, at + 2)));
  const individual = Number(value.slice(6, 9));
  if (day === undefined || month === undefined || year === undefined) return null;
  const raise = [80, 65, 40].find((each) => month > each) ?? 0;
  const century = centuryOf(year, individual);
  if (century === null) return null;
  return `${century + year}${two(month - raise)}${two(day > 40 ? day - 40 : day)}`;
}

function centuryOf(year: number, individual: number): number | null {
  if (individual < 500) return 1900;
  if (individual < 750 && year >= 55) return 1800;
  if (individual >= 900 && year >= 40) return 1900;
  return year < 40 ? 2000 : null;
}

const two = (value: number) => String(value).padStart(2, '0');
