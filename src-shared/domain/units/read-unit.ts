import { isAlike } from './bridge-units.ts';
import { normaliseUnit } from './normalise-unit.ts';
import { readUcum, type UnitReading } from './read-ucum.ts';
import type { UcumTable } from './ucum-table.ts';
import { type UnitReason, unitReason } from './unit-reasons.ts';
import type { CodeRow, UnitWords } from './unit-tables.ts';

/** `byCode`: only the code gave the string this meaning. */
export type ReadUnit =
  | { kind: 'unit'; reading: UnitReading; steps: UnitReason[]; byCode: boolean }
  | { kind: 'none' }
  | { kind: 'unknown'; why: UnitReason };

/** Reads a unit as senders write it: curated spellings first, then what is denied, then UCUM. Case-sensitive, never by similarity. */
export function createUnitReader(words: UnitWords, table: UcumTable) {
  const strings = Map.groupBy(words.strings, ({ text }) => normaliseUnit(text));
  const tokens = new Map(words.tokens.map((token) => [normaliseUnit(token.text), token]));
  const denied = new Map(words.denied.map(({ text, means }) => [text, means]));
  const unreadable = new Set(words.unreadable);
  const tagOf = new Map(words.qualifiers.map(({ text, tag }) => [text, tag]));

  function readPlain(raw: string, plain: string, code: CodeRow | null): ReadUnit {
    const unit = (ucum: string, source: string | null, byCode = false): ReadUnit => {
      const reading = readUcum(ucum, table);
      if (reading === null) return unknown(raw);
      const params = { found: raw, ucum, source: source ?? 'UCUM' };
      const isWrittenOtherwise = source !== null || ucum !== raw;
      const steps = isWrittenOtherwise ? [unitReason(byCode ? 'writtenByCode' : 'written', params)] : [];
      return { kind: 'unit', reading, steps, byCode };
    };
    for (const spelling of strings.get(plain) ?? []) {
      const isAsked = spelling.expected === undefined || (code !== null && spelling.expected.includes(code.unit));
      const isItsCode = spelling.codes === undefined || (code !== null && spelling.codes.includes(code.code));
      if (isAsked && isItsCode) return unit(spelling.ucum, spelling.source, spelling.codes !== undefined);
    }
    if (unreadable.has(plain)) return unknown(raw);
    const sources: string[] = [];
    const mapped = plain
      .replace(/^(10\*-?\d{1,2}) /, '$1.')
      .replace(/1\.73 ?m\^?2$/, '{1.73_m2}')
      .split(/(\/|\.(?!\d))/)
      .map((token) => {
        const known = tokens.get(token);
        if (known !== undefined) sources.push(known.source);
        return known?.ucum ?? token;
      })
      .join('');
    const trap = mapped.split(/[/.]/).find((token) => denied.has(token.replace(/[+-]?\d*(\{[^}]*\})?$/, '')));
    if (trap !== undefined) {
      const token = trap.replace(/[+-]?\d*(\{[^}]*\})?$/, '');
      return { kind: 'unknown', why: unitReason('denied', { token, means: denied.get(token) ?? '' }) };
    }
    return unit(mapped, sources.length > 0 ? [...new Set(sources)].join(', ') : null);
  }

  return (raw: string | null, code: CodeRow | null): ReadUnit => {
    const plain = normaliseUnit(raw ?? '');
    if (raw === null || plain === '' || plain === '0') return { kind: 'none' };
    const whole = readPlain(raw, plain, code);
    if (whole.kind === 'unit') return whole;
    // `mg/L FEU`, `% (NGSP)`: what stands behind the unit says what it is of.
    const qualified = /^(.*?) ?(?:\(([^()]+)\)| ([^ ()]+))$/.exec(plain);
    const [, unit = '', inBrackets, behind] = qualified ?? [];
    const qualifier = inBrackets ?? behind ?? '';
    const tag = tagOf.get(qualifier);
    if (qualified === null || (tag === undefined && !qualifier.startsWith('='))) return whole;
    const rest = readPlain(raw, unit, code);
    if (rest.kind !== 'unit') return rest;
    // `ng/mL (=ug/L)`: said twice, and only believed when both are one.
    if (tag === undefined) return isOneScale(rest, readPlain(raw, qualifier.slice(1).trim(), code)) ? rest : whole;
    const ucum = `${rest.reading.ucum}{${tag}}`;
    const reading = { ...rest.reading, ucum, tags: [...rest.reading.tags, tag] };
    return { ...rest, reading, steps: [unitReason('written', { found: raw, ucum, source: 'qualifier' })] };
  };
}

function isOneScale(left: ReadUnit, right: ReadUnit): boolean {
  if (left.kind !== 'unit' || right.kind !== 'unit') return false;
  return isAlike(left.reading, right.reading) && left.reading.factor.equals(right.reading.factor);
}

function unknown(unit: string): ReadUnit {
  return { kind: 'unknown', why: unitReason('notKnown', { unit }) };
}
