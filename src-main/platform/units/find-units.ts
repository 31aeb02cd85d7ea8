import { codeSystemOf } from '../../../src-shared/domain/units/code-system.ts';
import { hasUnitToJudge } from '../../../src-shared/domain/units/has-unit-to-judge.ts';
import { createMeasurementJudge, type MeasuredUnit } from '../../../src-shared/domain/units/judge-measurement.ts';
import type { UnitJudgement } from '../../../src-shared/domain/units/unit-judgements.ts';
import { sayUnitReason } from '../../../src-shared/domain/units/unit-reasons.ts';
import { loadUnitEngine } from './unit-engine.ts';

/**
 * `code`: the one it is judged by. `system`: LOINC or NLK where it is one of them, else as stated. `ucum` and `expected`: UCUM, null when not known. `formula` with `x` for the number
 * found and `converted` null where nothing is converted; `converted` without the comparator.
 */
export type UnitFinding = {
  path: string;
  code: string | null;
  system: string | null;
  value: string;
  comparator: string | null;
  unit: string | null;
  ucum: string | null;
  expected: string | null;
  judgement: UnitJudgement;
  formula: string | null;
  converted: string | null;
  reasons: string[];
};

/** What to find with: every measurement that is a number or has a unit, in the order of the message. */
export async function loadFindings(): Promise<
  (measurements: readonly (MeasuredUnit & { path: string })[]) => UnitFinding[]
> {
  const judge = createMeasurementJudge(await loadUnitEngine());
  return (measurements) =>
    measurements.filter(hasUnitToJudge).map((measured) => {
      const { unit, judgement, converted, reasons } = judge(measured);
      return {
        path: measured.path,
        code: unit.code?.code ?? measured.code,
        system: unit.code?.system ?? codeSystemOf(measured.codeSystem, measured.code) ?? measured.codeSystem,
        value: measured.value,
        comparator: measured.comparator,
        unit: measured.unit,
        ucum: unit.ucum,
        expected: unit.expected?.ucum ?? null,
        judgement,
        formula: unit.conversion?.formula ?? null,
        converted,
        reasons: reasons.map(sayUnitReason),
      };
    });
}
