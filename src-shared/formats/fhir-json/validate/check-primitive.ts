import { ownValue } from '../../../domain/own-value.ts';
import type { ProblemRule } from '../../shared/problem.ts';
import { isFhirClock, isFhirDate, isFhirDateTime } from '../fhir-time.ts';

/** How JSON writes a data type: everything but these is a string. */
export function jsonKindOf(type: string): 'string' | 'number' | 'boolean' {
  if (type === 'boolean') return 'boolean';
  return type === 'decimal' || type in leastByType ? 'number' : 'string';
}

const leastByType: Record<string, number> = { integer: -(2 ** 31), unsignedInt: 0, positiveInt: 1 };
const mostInteger = 2 ** 31 - 1;

const patterns: Record<string, readonly [RegExp, ProblemRule]> = {
  code: [/^\S+(?:\s\S+)*$/, 'fhir.code'],
  id: [/^[A-Za-z0-9.-]{1,64}$/, 'fhir.id'],
  uri: [/^\S+$/, 'fhir.uri'],
  url: [/^\S+$/, 'fhir.uri'],
  canonical: [/^\S+$/, 'fhir.uri'],
  oid: [/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/, 'fhir.oid'],
  uuid: [/^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, 'fhir.uuid'],
  xhtml: [/^\s*<div[\s/>][\s\S]*>\s*$/, 'fhir.narrative'],
};

/** Whose text says something: of the others any text is right. */
export function isJudged(type: string): boolean {
  return Object.hasOwn(patterns, type) || type in leastByType || dates.has(type);
}

const dates = new Set(['date', 'dateTime', 'instant', 'time']);

/**
 * The rule that a value of a primitive data type breaks, null when none. @param text not empty
 * Source: FHIR R4, 2.24.0.1 Primitive Types.
 */
export function checkPrimitive(type: string, text: string): ProblemRule | null {
  const pattern = Object.hasOwn(patterns, type) ? patterns[type] : undefined;
  if (pattern !== undefined) return pattern[0].test(text) ? null : pattern[1];
  const least = ownValue(leastByType, type);
  if (least !== undefined) return isInteger(text, least) ? null : 'fhir.integer';
  switch (type) {
    case 'date':
      return isFhirDate(text) ? null : 'fhir.date';
    case 'dateTime':
      return checkDateTime(text);
    case 'instant':
      return text.includes('T') && isFhirDateTime(text)
        ? null
        : isFhirDateTime(`${text}Z`)
          ? 'fhir.zone-missing'
          : 'fhir.instant';
    case 'time':
      return isFhirClock(text) ? null : 'fhir.time';
    default:
      return null;
  }
}

function checkDateTime(text: string): ProblemRule | null {
  if (isFhirDateTime(text)) return null;
  return isFhirDateTime(`${text}Z`) ? 'fhir.zone-missing' : 'fhir.date-time';
}

function isInteger(text: string, least: number): boolean {
  return /^-?(?:0|[1-9]\d*)$/.test(text) && Number(text) >= least && Number(text) <= mostInteger;
}

/** Without decoding: a document may be megabytes. @param isEscaped whether JSON escapes are in it */
export function isBase64(bytes: Uint8Array, [start, end]: readonly [number, number], isEscaped: boolean): boolean {
  let [count, padding] = [0, 0];
  for (let at = start; at < end; at += 1) {
    let byte = bytes[at] ?? 0;
    if (byte === 0x5c && isEscaped) {
      at += 1;
      const escaped = bytes[at] ?? 0;
      if (escaped === 0x6e || escaped === 0x72 || escaped === 0x74) continue;
      byte = escaped;
    }
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
    count += 1;
    if (byte === 0x3d) padding += 1;
    else if (padding > 0 || !isBase64Digit(byte)) return false;
  }
  return count % 4 === 0 && padding <= 2;
}

function isBase64Digit(byte: number): boolean {
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  return isLetter || (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2f;
}
