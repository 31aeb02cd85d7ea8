import type { MaskKind } from '../../format.ts';
import { shiftDate } from './shift-date.ts';
import { syntheticNumber } from './synthetic-number.ts';

/** Stands where prose was. */
export const removedText = 'removed';

/** In every character set there is. */
const familyNames = 'Provesen Eksempel Testdal Monsterud Liksom Skyggeli Tenkeby Utkastet'.split(' ');
const givenNames = 'Prove Eksempla Testa Monstra Liksa Skygga Tenka Utka'.split(' ');

/**
 * Synthetic values that stand for true ones: the same value always gets the same substitute, which is never a value of `taken`.
 * @method of a whole value of that kind
 * @method inText every patient value that `pattern` finds, and every national number, inside a longer text
 */
export type Substitutes = {
  of(kind: MaskKind, text: string): string;
  inText(text: string, pattern: RegExp | null): string;
  /** Base64 of "removed": a document that any reader can open. */
  document: string;
};

export type SubstituteOptions = { shiftDays: number; seed: string; taken: ReadonlySet<string> };

export function createSubstitutes({ shiftDays, seed, taken }: SubstituteOptions): Substitutes {
  const known = new Map<string, string>();
  const madeNumbers = new Set<string>();
  const kindByText = new Map<string, MaskKind>();
  const counts = new Map<string, number>();

  const remember = (key: string, make: (attempt: number) => string): string => {
    const found = known.get(key);
    if (found !== undefined) return found;
    let made = make(0);
    for (let attempt = 1; attempt < 50 && taken.has(made.toLowerCase()); attempt += 1) made = make(attempt);
    known.set(key, made);
    return made;
  };
  const count = (group: string): number => {
    const serial = counts.get(group) ?? 0;
    counts.set(group, serial + 1);
    return serial;
  };
  const person = (digits: string): string => {
    if (madeNumbers.has(digits)) return digits;
    const made = remember(`number:${digits}`, () => syntheticNumber(digits, count('number'), shiftDays));
    madeNumbers.add(made);
    return made;
  };
  const withNumbers = (text: string): string =>
    text.replace(numberInText, (_, birth: string, gap: string, rest: string) => spaced(person(birth + rest), gap));
  const make = (kind: MaskKind, text: string): string => {
    switch (kind) {
      case 'fnr':
      case 'dnr':
      case 'hnr':
      case 'fhn':
        return isNumberAlone(text) ? withNumbers(text) : removedText;
      case 'date':
        return shiftDate(text, shiftDays) ?? removedText;
      case 'name':
        return remember(`name:${text.toLowerCase()}`, () => nameFor(text, count('name')));
      case 'address':
        if (/^\d+$/.test(text)) return remember(`digits:${text}`, (attempt) => scramble(text, `${seed}${attempt}`));
        return remember(`address:${text.toLowerCase()}`, () => `Testgata ${count('address') + 1}`);
      case 'phone':
      case 'id':
        return identifier(text);
      default:
        // A number stays one: `removed` would be no value there.
        return /^-?\d+(?:\.\d+)?$/.test(text) ? identifier(text) : removedText;
    }
  };
  /** Of an address only its last part names somebody: `Patient/123` and `123` are the same. */
  const identifier = (text: string): string => {
    const [, head = '', last = text] = /^((?:[a-z][a-z\d+.-]*:|[A-Z][A-Za-z]+\/).*?)([^/:]*)$/.exec(text) ?? [];
    return head + remember(`id:${last.toLowerCase()}`, (attempt) => scramble(last, `${seed}${attempt}`));
  };
  const substitute = (kind: MaskKind, text: string): string => {
    const trimmed = text.trim();
    kindByText.set(trimmed.toLowerCase(), kind);
    return make(kind, trimmed);
  };

  return {
    of: substitute,
    inText(text, pattern) {
      const cleaned =
        pattern === null
          ? text
          : text.replace(pattern, (found) => substitute(kindByText.get(found.toLowerCase()) ?? 'id', found));
      return withNumbers(cleaned);
    },
    document: 'cmVtb3ZlZA==',
  };
}

/** Eleven digits, also written 6 + 5, that can be a person's number. */
const numberInText = /(?<!\d)(\d{6})([ \u00a0.-]?)(\d{5})(?!\d)/g;

/** With nothing beside it that could be a name or another number: a letter or two of a series may be. */
function isNumberAlone(text: string): boolean {
  const rest = text.replace(numberInText, '');
  return rest !== text && !/\p{L}{3}|\p{L}\P{L}+\p{L}|\d{3}/u.test(rest);
}

function spaced(number: string, gap: string): string {
  return `${number.slice(0, 6)}${gap}${number.slice(6)}`;
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
  return text.replace(/[\p{L}\d]/gu, (character, at: number) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const number = (state >>> 8) & 0xffff;
    // A number in JSON may not begin with a zero.
    if (/\d/.test(character)) return String(at === 0 && character !== '0' ? 1 + (number % 9) : number % 10);
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
