import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadUnitEngine } from '../../src-main/platform/units/unit-engine.ts';
import { unitJudgements } from '../../src-shared/domain/units/unit-judgements.ts';
import { createTables, readTable } from './tables.ts';

/** `expected` null: what the code asks for. `ucum`: how the unit is read, where the row says so. */
type Row = {
  from: string;
  system: string | null;
  code: string | null;
  unit: string;
  expected: string | null;
  judgement: string;
  ucum?: string | null;
  source: string;
};

const rows = JSON.parse(readFileSync(join(import.meta.dirname, 'expected-judgements.json'), 'utf8')) as Row[];
const tables = createTables();
const engine = await loadUnitEngine();

const pairOf = ({ code, unit, expected }: Pick<Row, 'code' | 'unit' | 'expected'>): string =>
  JSON.stringify([code, unit, expected]);
const unitsFrom = (from: string): Set<string> =>
  new Set(rows.filter((row) => row.from === from).map((row) => pairOf(row)));

describe('the judgement of a unit', () => {
  it.each(['unit_verdicts', 'nlk_observed_units', 'unit_synonyms_no', 'stack'])('is as expected for %s', (from) => {
    const wrong = rows
      .filter((row) => row.from === from)
      .flatMap((row) => {
        const judged = engine.judge(row);
        const isRight = judged.judgement === row.judgement && (row.ucum === undefined || judged.ucum === row.ucum);
        return isRight ? [] : [{ ...row, got: judged.judgement, gotUcum: judged.ucum }];
      });
    expect(wrong).toEqual([]);
  });

  it('names a source for everything that is not unknown', () => {
    expect(rows.filter(({ source }) => source === '')).toEqual([]);
    expect(rows.filter(({ judgement }) => !(unitJudgements as readonly string[]).includes(judgement))).toEqual([]);
  });

  it('says same only of two texts that are alike, or of the code written as UCUM', () => {
    const wrong = rows.filter(({ system, code, unit, expected }) => {
      const judged = engine.judge({ system, code, unit, expected });
      if (judged.judgement !== 'same') return false;
      return unit.trim() !== judged.expected?.written && unit !== judged.expected?.ucum;
    });
    expect(wrong).toEqual([]);
  });
});

describe('the tables of units', () => {
  tables.it('have an expected judgement for every line of the truth table, and it is that of the line', () => {
    const missing = readTable('unit_verdicts.csv').filter(
      (line) =>
        !rows.some(
          ({ from, code, unit, expected, judgement }) =>
            from === 'unit_verdicts' &&
            code === line.code &&
            unit === line.unit_found &&
            expected === line.unit_expected &&
            judgement === line.verdict,
        ),
    );
    expect(missing).toEqual([]);
  });

  tables.it('have one for every code and unit seen in Norwegian reports', () => {
    const known = unitsFrom('nlk_observed_units');
    const lines = readTable('nlk_observed_units.csv');
    const missing = lines.filter(
      (line) => !known.has(pairOf({ code: line.nlk_code ?? '', unit: line.unit_string_as_sent ?? '', expected: null })),
    );
    expect(missing).toEqual([]);
    expect(lines.length).toBeGreaterThan(50);
  });

  tables.it('have one for every spelling', () => {
    const known = unitsFrom('unit_synonyms_no');
    const missing = readTable('unit_synonyms_no.csv').flatMap((line) =>
      (line.seen_or_expected_strings_semicolon_separated ?? '')
        .split(';')
        .filter((unit) => !known.has(pairOf({ code: null, unit, expected: line.ucum ?? '' }))),
    );
    expect(missing).toEqual([]);
  });
});
