import type { MaskKind } from '../../format.ts';
import { shiftDate } from './shift-date.ts';
import { syntheticNumber } from './synthetic-number.ts';

/** Stands where prose was. */
export const removedText = 'removed';

const familyNames = 'Prøvesen Eksempel Testdal Mønsterud Liksom Påfunn Skyggeli Tenkeby'.split(' ');
const givenNames = 'Ola Kari Nora Emil Sander Ingrid Jonas Thea'.split(' ');

/**
 * Synthetic values that stand for true ones: the same value always gets the same substitute.
 * @method of a whole value of that kind
 * @method inText every patient value that `pattern` finds, and every national number, inside a longer text
 */
export type Substitutes = {
  of(kind: MaskKind, text: string): string;
  inText(text: string, pattern: RegExp | null): string;
  /** Base64 of "removed": a document that any reader can open. */
  document: string;
};

export function createSubstitutes({ shiftDays, seed }: { shiftDays: number; seed: string }): Substitutes {
  const known = new Map<string, string>();
  const kindByText = new Map<string, MaskKind>();
  const serials = new Map<string, number>();
  const serialOf = (group: string) => {
    const serial = serials.get(group) ?? 0;
    serials.set(group, serial + 1);
    return serial;
  };

  const make = (kind: MaskKind, text: string): string => {
    if (kind === 'fnr' || kind === 'dnr') return numberIn(text, (digits) => person(digits));
    switch (kind) {
      case 'date':
        return shiftDate(text, shiftDays) ?? removedText;
      case 'name':
        return nameFor(text, serialOf('name'));
      case 'address':
        return /^\d+$/.test(text) ? scramble(text, seed) : `Prøvegata ${serialOf('address') + 1}`;
      case 'phone':
      case 'id':
        return scramble(text, seed);
      default:
        return removedText;
    }
  };
  const person = (digits: string) =>
    remember(`number:${digits}`, () => syntheticNumber(digits, serialOf('number'), shiftDays));
  const remember = (key: string, of: () => string): string => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = of();
    known.set(key, made);
    return made;
  };
  const substitute = (kind: MaskKind, text: string): string => {
    const trimmed = text.trim().toLowerCase();
    kindByText.set(trimmed, kind);
    return remember(`${kind}:${trimmed}`, () => make(kind, text.trim()));
  };

  return {
    of: substitute,
    inText(text, pattern) {
      const cleaned =
        pattern === null
          ? text
          : text.replace(pattern, (found) => substitute(kindByText.get(found.toLowerCase()) ?? 'id', found));
      return numberIn(cleaned, (digits) => ([...known.values()].includes(digits) ? digits : person(digits)));
    },
    document: 'cmVtb3ZlZA==',
  };
}

/** Each run of eleven digits, also written 6 + 5, that can be a person's number. */
function numberIn(text: string, of: (digits: string) => string): string {
  return text.replace(/(?<!\d)(\d{6})([ \u00a0.-]?)(\d{5})(?!\d)/g, (_, birth: string, gap: string, rest: string) => {
    const made = of(`${birth}${rest}`);
    return `${made.slice(0, 6)}${gap}${made.slice(6)}`;
  });
}

function nameFor(text: string, serial: number): string {
  const names = serial % 2 === 0 ? familyNames : givenNames;
  const round = Math.floor(serial / 2);
  const name = `${names[round % names.length]}${round < names.length ? '' : Math.floor(round / names.length)}`;
  return text === text.toUpperCase() && text.length > 1 ? name.toUpperCase() : name;
}

/** Another id of the same form: digits stay digits, letters stay letters of the same case. */
function scramble(text: string, seed: string): string {
  let state = hash(`${seed}|${text}`);
  return text.replace(/[\p{L}\d]/gu, (character) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const number = (state >>> 8) & 0xffff;
    if (/\d/.test(character)) return String(number % 10);
    const letter = String.fromCharCode(65 + (number % 26));
    return character === character.toUpperCase() ? letter : letter.toLowerCase();
  });
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
