import type { ProblemRule } from '../shared/problem.ts';

/** Byte values of the separators of one message; -1 = the message has none for that purpose. `truncation` since HL7 v2.7. */
export type Separators = {
  field: number;
  component: number;
  repetition: number;
  escape: number;
  subcomponent: number;
  truncation: number;
};

const standard = { component: 0x5e, repetition: 0x7e, escape: 0x5c, subcomponent: 0x26, truncation: 0x23 };

/** `|^~\&`, taken where a message does not say. */
export const standardSeparators: Separators = { field: 0x7c, ...standard, truncation: -1 };

type ReadSeparators = { separators: Separators; rule: ProblemRule | null };

const readStandard: ReadSeparators = { separators: standardSeparators, rule: null };

/**
 * From MSH-1 and MSH-2 (or FHS, BHS), whose segment starts at `start` and ends at `end`.
 * Four or five characters count by their place. Fewer, or the usual ones in another order or doubled (a string that was escaped once
 * too often), count by their usual meaning: what the sender wrote in the fields follows it too.
 */
export function readSeparators(bytes: Uint8Array, start: number, end: number): ReadSeparators {
  if (isStandardAt(bytes, start + 3) && (end === start + 8 || bytes[start + 8] === standardSeparators.field))
    return readStandard;
  const field = bytes[start + 3] ?? standardSeparators.field;
  let stop = start + 4;
  while (stop < end && bytes[stop] !== field) stop += 1;
  const codes = [...bytes.subarray(start + 4, stop)];
  if (codes.length === 0) return { separators: { ...standardSeparators, field }, rule: 'hl7.separators-missing' };
  if (isUsualButOdd(codes)) return { separators: { field, ...readUsual(codes) }, rule: 'hl7.separators-odd' };
  const at = (place: number) => (isSeparator(codes[place] ?? 0) ? (codes[place] ?? -1) : -1);
  const separators = {
    field,
    component: at(0),
    repetition: at(1),
    escape: at(2),
    subcomponent: at(3),
    truncation: at(4),
  };
  const used = Object.values(separators).filter((code) => code >= 0);
  if (new Set(used).size < used.length) return { separators, rule: 'hl7.separators-repeated' };
  return { separators, rule: codes.length < 4 || codes.length > 5 ? 'hl7.separators-odd' : null };
}

/** A separator is a visible ASCII character that is no letter or digit: others would cut through ordinary text. */
export function isSeparator(code: number): boolean {
  const isLetterOrDigit =
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  return code > 0x20 && code < 0x7f && !isLetterOrDigit;
}

/** MSH, FHS or BHS in any case, followed by something that can be a separator. */
export function isHeaderAt(bytes: Uint8Array, at: number): boolean {
  const second = (bytes[at + 1] ?? 0) & 0xdf;
  const third = (bytes[at + 2] ?? 0) & 0xdf;
  if (!((second === 0x53 && third === 0x48) || (second === 0x48 && third === 0x53))) return false;
  const first = (bytes[at] ?? 0) & 0xdf;
  const isKnown = second === 0x53 ? first === 0x4d : first === 0x46 || first === 0x42;
  return isKnown && isSeparator(bytes[at + 3] ?? 0);
}

/** Nearly every message has them. */
function isStandardAt(bytes: Uint8Array, at: number): boolean {
  const { field, component, repetition, escape: mark, subcomponent } = standardSeparators;
  return (
    bytes[at] === field &&
    bytes[at + 1] === component &&
    bytes[at + 2] === repetition &&
    bytes[at + 3] === mark &&
    bytes[at + 4] === subcomponent
  );
}

function isUsualButOdd(codes: number[]): boolean {
  const usual: number[] = Object.values(standard);
  const text = String.fromCharCode(...codes.slice(0, 9));
  return codes.every((code) => usual.includes(code)) && !['^~\\&', '^~\\&#', '^', '^~', '^~\\'].includes(text);
}

function readUsual(codes: number[]): Omit<Separators, 'field'> {
  const take = (code: number) => (codes.includes(code) ? code : -1);
  return {
    component: take(standard.component),
    repetition: take(standard.repetition),
    escape: take(standard.escape),
    subcomponent: take(standard.subcomponent),
    truncation: take(standard.truncation),
  };
}
