import {
  createMeasurementJudge,
  type JudgedMeasurement,
  type MeasuredUnit,
} from '../../../src-shared/domain/units/judge-measurement.ts';
import { readSideBySide, type UnitReadingOfValue } from '../../../src-shared/domain/units/side-by-side.ts';
import { sayUnitReason } from '../../../src-shared/domain/units/unit-reasons.ts';
import { loadUnitEngine } from './unit-engine.ts';

type UnitJudge = {
  judge(measured: MeasuredUnit): JudgedMeasurement;
  readings(measured: MeasuredUnit, judged: JudgedMeasurement): UnitReadingOfValue[];
  say: typeof sayUnitReason;
};

let shared: Promise<UnitJudge> | null = null;

/** The judge of this thread, with what it has looked up already. */
export function loadUnitJudge(): Promise<UnitJudge> {
  shared ??= loadUnitEngine().then((engine) => ({
    judge: createMeasurementJudge(engine),
    readings: (measured, judged) => readSideBySide(engine, measured, judged),
    say: sayUnitReason,
  }));
  return shared;
}
