import type { ProblemRule } from '../../shared/problem.ts';

const date = /^(\d{4})(?:(\d{2})(\d{2})?)?$/;
const time = /^([01]\d|2[0-3])(?:[0-5]\d(?:[0-5]\d(?:\.\d{1,4})?)?)?$/;
const offset = /[+-](?:0\d|1[0-4])[0-5]\d$/;

/**
 * The rule that a value of a primitive data type breaks, null when none. Types whose values are any text break none.
 * Source: HL7 v2.5.1 chapter 2A.
 */
export function checkPrimitive(dataType: string, text: string): ProblemRule | null {
  switch (dataType) {
    case 'NM':
      return checkNumber(text);
    case 'SI':
      return /^\d{1,5}$/.test(text) ? null : 'hl7.sequence-number';
    case 'DT':
      return isDate(text) ? null : 'hl7.date';
    case 'TM':
      return time.test(text.replace(offset, '')) ? null : 'hl7.time';
    case 'TS':
    case 'DTM':
      return isDateTime(text) ? null : 'hl7.date-time';
    case 'TN':
      return /\d/.test(text) ? null : 'hl7.phone';
    default:
      return null;
  }
}

export function checkNumber(text: string): ProblemRule | null {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) return null;
  return /^[+-]?\d+,\d+$/.test(text) ? 'hl7.decimal-comma' : 'hl7.number';
}

/** `YYYY[MM[DD[HH[MM[SS[.S…]]]]]][+ZZZZ]`. */
export function isDateTime(text: string): boolean {
  const local = text.replace(offset, '');
  if (local.length <= 8) return isDate(local);
  return isDate(local.slice(0, 8)) && time.test(local.slice(8));
}

export function hasZone(text: string): boolean {
  return offset.test(text);
}

function isDate(text: string): boolean {
  const match = date.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const found = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && day >= 1 && found.getUTCMonth() === month - 1;
}
