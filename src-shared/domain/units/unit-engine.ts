import Fraction from 'fraction.js';
import { isAlike } from './bridge-units.ts';
import { codeSystemOf } from './code-system.ts';
import { conventionOf } from './convention-of.ts';
import { judgePair } from './judge-unit.ts';
import { readUcum, type UnitReading } from './read-ucum.ts';
import { createUnitReader, type ReadUnit } from './read-unit.ts';
import type { UcumTable } from './ucum-table.ts';
import { type JudgedUnit, timesFactor } from './unit-judgement.ts';
import type { UnitJudgement } from './unit-judgements.ts';
import { type UnitReason, unitReason } from './unit-reasons.ts';
import type { AnalyteRow, CodeRow, UnitTables } from './unit-tables.ts';

/** `system` and `code` as in the message. `expected`: asked for by a person, null = what the code asks for. */
export type UnitQuestion = { system: string | null; code: string | null; unit: string | null; expected: string | null };

/** Judges units; the same question is answered from memory. */
export type UnitEngine = {
  judge(question: UnitQuestion): JudgedUnit;
  /** Whether the tables have the code. */
  knows(code: Pick<UnitQuestion, 'system' | 'code'>): boolean;
  /** Units of the analyte in which senders may have meant a number. */
  otherUnits(analyte: AnalyteRow, than: UnitReading): UnitReading[];
  readUcum(ucum: string): UnitReading | null;
};

/** A stranger's messages may bring any number of codes and units. */
const maxKept = 20_000;

const one = new Fraction(1);

export function createUnitEngine(tables: UnitTables, table: UcumTable): UnitEngine {
  const readUnit = createUnitReader(tables.words, table);
  const codes = new Map(tables.codes.map((row) => [`${row.system} ${row.code}`, row]));
  const analytes = new Map(tables.analytes.map((row) => [row.id, row]));
  const readings = new Map<string, UnitReading | null>();
  const kept = new Map<string, JudgedUnit>();

  function read(ucum: string): UnitReading | null {
    const known = readings.get(ucum);
    if (known !== undefined) return known;
    const reading = readUcum(ucum, table);
    if (readings.size < maxKept) readings.set(ucum, reading);
    return reading;
  }

  function judge(question: UnitQuestion): JudgedUnit {
    const code = findCode(question);
    const found = readUnit(question.unit, code);
    const asked = askedUnit(question.expected, code);
    const rows = (code?.analytes ?? []).flatMap((id) => analytes.get(id) ?? []);
    const base: JudgedUnit = {
      judgement: 'unknown_code',
      ucum: found.kind === 'unit' ? found.reading.ucum : null,
      expected: asked === null ? null : { written: asked.written, basis: asked.basis, ucum: asked.unit?.ucum ?? null },
      conversion: null,
      reasons: [unitReason('codeNotKnown')],
      code,
      analyte: rows[0] ?? null,
    };
    const say = (judgement: UnitJudgement, ...reasons: UnitReason[]): JudgedUnit => ({ ...base, judgement, reasons });
    if (found.kind === 'unknown') return say('unknown_unit', found.why);
    if (asked === null) return base;
    if (asked.unit === null) return say('unknown_unit', unitReason('expectedNotKnown', { unit: asked.written }));
    const isWritten = (question.unit ?? '').trim() === asked.written.trim() || question.unit === asked.unit.ucum;
    if (found.kind === 'none' && !mayBeLeftOut(asked.unit)) return say('missing_unit', ...missing(question, asked));
    if (isWritten && !(found.kind === 'unit' && found.byCode))
      return { ...say('same', asWritten(question, code)), conversion: timesFactor(one) };
    if (found.kind === 'none') {
      const reason = unitReason('sameScale', { found: '1', expected: asked.unit.ucum });
      return { ...say('same_written_otherwise', reason), conversion: timesFactor(one) };
    }
    return judgeRead(base, found, { target: asked.unit, rows, isByCode: question.expected === null });
  }

  function judgeRead(
    base: JudgedUnit,
    found: Extract<ReadUnit, { kind: 'unit' }>,
    asked: { target: UnitReading; rows: readonly AnalyteRow[]; isByCode: boolean },
  ): JudgedUnit {
    const { code } = base;
    const verdict = judgePair({
      found: found.reading,
      expected: asked.target,
      code,
      codeUnit: code === null ? null : read(code.unit),
      analytes: asked.rows,
      conventionOf: (row) => conventionOf(row, read),
    });
    const judged: JudgedUnit = { ...base, ...verdict, reasons: [...found.steps, ...verdict.reasons] };
    // What only the code gave a meaning would be something else under any other.
    if (found.byCode && judged.judgement === 'same_written_otherwise') judged.judgement = 'needs_analyte_knowledge';
    if (code?.review !== 'unverified' || !asked.isByCode || judged.conversion === null) return judged;
    return { ...judged, conversion: null, reasons: [...judged.reasons, unitReason('unverified')] };
  }

  function findCode({ system, code }: Pick<UnitQuestion, 'system' | 'code'>): CodeRow | null {
    const name = codeSystemOf(system, code);
    return name === null ? null : (codes.get(`${name} ${(code ?? '').trim()}`) ?? null);
  }

  /** `unit`: null where no source knows what was asked for. */
  function askedUnit(expected: string | null, code: CodeRow | null): Asked | null {
    const codeUnit = code === null ? null : read(code.unit);
    if (expected === null) return code === null ? null : { written: code.written, basis: code.basis, unit: codeUnit };
    const asked = readUnit(expected, code);
    const bare = codeUnit !== null && isBareNumber(codeUnit) ? codeUnit : code === null ? read('1') : null;
    const unit = asked.kind === 'unit' ? asked.reading : asked.kind === 'none' ? bare : null;
    return { written: expected, basis: 'given', unit };
  }

  return {
    judge(question) {
      const key = `${question.system}\n${question.code}\n${question.unit}\n${question.expected}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const judged = judge(question);
      if (kept.size >= maxKept) kept.clear();
      kept.set(key, judged);
      return judged;
    },
    knows: (code) => findCode(code) !== null,
    otherUnits: (analyte, than) =>
      [analyte.conventional, analyte.unit]
        .flatMap((ucum) => read(ucum) ?? [])
        .filter((unit) => !(isAlike(unit, than) && unit.factor.equals(than.factor))),
    readUcum: read,
  };
}

type Asked = { written: string; basis: CodeRow['basis'] | 'given'; unit: UnitReading | null };

/** Quantities without a dimension, whose unit is left out or written `0`; per cent is none of them. */
function isBareNumber({ exponents, factor }: UnitReading): boolean {
  return Object.keys(exponents).length === 0 && factor.equals(1);
}

/** A pH is a number that everybody knows the scale of. */
function mayBeLeftOut(unit: UnitReading): boolean {
  return isBareNumber(unit) || unit.ucum === '[pH]';
}

function missing({ unit }: UnitQuestion, asked: Asked): UnitReason[] {
  const reason = unitReason('missing', { expected: asked.written });
  return unit?.trim() === '0' ? [reason, unitReason('zeroIsNone')] : [reason];
}

function asWritten({ expected }: UnitQuestion, code: CodeRow | null): UnitReason {
  return expected === null && code !== null
    ? unitReason('asAsked', { system: code.system, code: code.code })
    : unitReason('asGiven');
}
