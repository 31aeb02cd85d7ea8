import { readNumber, toFraction } from './exact-decimal.ts';
import type { JudgedMeasurement, MeasuredUnit } from './judge-measurement.ts';
import type { UnitEngine } from './unit-engine.ts';
import { applyConversion, writeConverted } from './unit-judgement.ts';

/** The number read as if it were in `unit`: what it is in the unit asked for. `isPlausible` null = nothing is known of what is. */
export type UnitReadingOfValue = { unit: string; value: string; isPlausible: boolean | null; isAsSent: boolean };

/** A number in each unit it may have been meant in, as sent first. Empty where it is no number, or no unit is asked for. */
export function readSideBySide(
  engine: UnitEngine,
  measured: Pick<MeasuredUnit, 'value'>,
  { unit }: JudgedMeasurement,
): UnitReadingOfValue[] {
  const { code, system } = unit.code ?? { code: null, system: null };
  const number = readNumber(measured.value);
  const asked = unit.expected?.ucum ?? null;
  const sent = unit.ucum;
  if (number === null || asked === null || sent === null || unit.conversion === null) return [];
  const { analyte } = unit;
  const others = analyte === null ? [] : [analyte.unit, analyte.conventional];
  return [...new Set([sent, asked, ...others])].flatMap((ucum) => {
    const { conversion } = engine.judge({ system, code, unit: ucum, expected: asked });
    if (conversion === null) return [];
    const isAsSent = ucum === sent;
    return [{ unit: ucum, value: writeConverted(number, conversion), isPlausible: isPlausible(ucum), isAsSent }];
  });

  function isPlausible(ucum: string): boolean | null {
    if (analyte?.plausible == null || number === null) return null;
    const { conversion } = engine.judge({ system, code, unit: ucum, expected: analyte.unit });
    if (conversion === null) return null;
    const value = applyConversion(toFraction(number), conversion).valueOf();
    const [low, high] = analyte.plausible;
    return value >= Number(low) && value <= Number(analyte.suspectAbove ?? high);
  }
}
