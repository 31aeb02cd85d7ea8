import Fraction from 'fraction.js';
import { ownValue } from '../own-value.ts';
import { powerOfTen, readNumber, toFraction } from './exact-decimal.ts';
import { type UcumTable, ucumPrefixes } from './ucum-table.ts';

/**
 * A unit in base units: a value times `factor`, plus `offset`, is the value in them. `exponents` of the base units, none of them 0.
 * `tags`: what stands in braces, which UCUM ignores and we do not: `{FEU}` halves or doubles a D-dimer.
 */
export type UnitReading = {
  ucum: string;
  factor: Fraction;
  offset: Fraction | null;
  exponents: Readonly<Record<string, number>>;
  tags: readonly string[];
};

type Part = { factor: Fraction; offset: Fraction | null; exponents: Record<string, number> };

/** Longer ones are no units. */
const maxLength = 80;

/** Reads an expression of UCUM exactly. Null where the table does not know a unit, or the text is no expression. */
export function readUcum(text: string, table: UcumTable): UnitReading | null {
  if (text.length > maxLength || !table.isValid(text)) return null;
  const tags: string[] = [];
  const part = readTerm({ text, at: 0 }, table, tags);
  return part === null ? null : { ucum: text, ...part, tags: tags.filter((tag) => tag !== '').sort() };
}

type Cursor = { text: string; at: number };

function readTerm(cursor: Cursor, table: UcumTable, tags: string[], depth = 0): Part | null {
  let total: Part = { factor: new Fraction(1), offset: null, exponents: {} };
  let direction = 1;
  let count = 0;
  if (cursor.text[cursor.at] === '/') {
    direction = -1;
    cursor.at += 1;
  }
  for (;;) {
    const part = readComponent(cursor, table, tags, depth);
    if (part === null) return null;
    total = combine(total, part, direction);
    count += 1;
    const next = cursor.text[cursor.at];
    if (next === undefined || (next === ')' && depth > 0)) break;
    if (next !== '.' && next !== '/') return null;
    direction = next === '/' ? -1 : 1;
    cursor.at += 1;
  }
  // A zero that is shifted means something only where the unit stands alone.
  return count > 1 ? { ...total, offset: null } : total;
}

function readComponent(cursor: Cursor, table: UcumTable, tags: string[], depth: number): Part | null {
  if (cursor.text[cursor.at] !== '(') return readAnnotatable(cursor, table, tags);
  if (depth > 4) return null;
  cursor.at += 1;
  const inner = readTerm(cursor, table, tags, depth + 1);
  if (inner === null || cursor.text[cursor.at] !== ')') return null;
  cursor.at += 1;
  return inner;
}

const unitText = /^(?:10[*^]|\d+(?![*^])|(?:\[[^\]]*\]|[^\d.,/(){}[\]\s+-])+)/;

function readAnnotatable(cursor: Cursor, table: UcumTable, tags: string[]): Part | null {
  const rest = cursor.text.slice(cursor.at);
  const symbol = unitText.exec(rest)?.[0] ?? '';
  const exponent = /^[+-]?\d{1,2}/.exec(rest.slice(symbol.length))?.[0] ?? '';
  const tag = /^\{([^{}]*)\}/.exec(rest.slice(symbol.length + exponent.length));
  const length = symbol.length + exponent.length + (tag?.[0].length ?? 0);
  if (length === 0) return null;
  cursor.at += length;
  if (tag?.[1] !== undefined) tags.push(tag[1]);
  const part = symbol === '' ? { factor: new Fraction(1), offset: null, exponents: {} } : readSymbol(symbol, table);
  return part === null ? null : raise(part, exponent === '' ? 1 : Number(exponent));
}

function readSymbol(symbol: string, table: UcumTable): Part | null {
  if (/^\d+$/.test(symbol)) return { factor: new Fraction(BigInt(symbol)), offset: null, exponents: {} };
  const whole = readAtom(symbol, table);
  if (whole !== null) return whole;
  for (const length of [2, 1]) {
    const power = ownValue(ucumPrefixes, symbol.slice(0, length));
    const code = symbol.slice(length);
    if (power === undefined || code === '' || table.atom(code)?.isMetric !== true) continue;
    const part = readAtom(code, table);
    if (part !== null) return { ...part, offset: null, factor: part.factor.mul(powerOfTen(power)) };
  }
  return null;
}

function readAtom(code: string, table: UcumTable): Part | null {
  const atom = table.atom(code);
  switch (atom?.kind) {
    case undefined:
      return null;
    case 'base':
    case 'scale':
      return { factor: new Fraction(1), offset: null, exponents: { [atom.symbol]: 1 } };
    case 'shifted':
      return {
        factor: new Fraction(atom.factor),
        offset: new Fraction(atom.offset),
        exponents: { [atom.symbol]: 1 },
      };
    case 'derived': {
      const value = readNumber(atom.value);
      const unit = atom.unit === '1' ? null : readTerm({ text: atom.unit, at: 0 }, table, []);
      if (value === null || (unit === null && atom.unit !== '1')) return null;
      return { factor: toFraction(value).mul(unit?.factor ?? 1), offset: null, exponents: unit?.exponents ?? {} };
    }
  }
}

function raise(part: Part, exponent: number): Part {
  if (exponent === 1) return part;
  const exponents = Object.entries(part.exponents).map(([symbol, power]) => [symbol, power * exponent] as const);
  return {
    factor: part.factor.pow(exponent) ?? new Fraction(1),
    offset: null,
    exponents: Object.fromEntries(exponents.filter(([, power]) => power !== 0)),
  };
}

function combine(left: Part, right: Part, direction: number): Part {
  const exponents = { ...left.exponents };
  for (const [symbol, power] of Object.entries(right.exponents)) {
    const sum = (exponents[symbol] ?? 0) + direction * power;
    if (sum === 0) delete exponents[symbol];
    else exponents[symbol] = sum;
  }
  const factor = direction > 0 ? left.factor.mul(right.factor) : left.factor.div(right.factor);
  return { factor, offset: left.offset ?? right.offset, exponents };
}
