import { positionIn } from '../../../src-shared/domain/units/conversion-flag.ts';
import { convertRange } from '../../../src-shared/domain/units/convert-range.ts';
import type { JudgedMeasurement } from '../../../src-shared/domain/units/judge-measurement.ts';
import { parseRange } from '../../../src-shared/domain/units/parse-range.ts';
import { conversionOf, convertText, isSameConversion } from '../../../src-shared/domain/units/rule-arithmetic.ts';
import type { Measurement } from '../../../src-shared/formats/format.ts';
import { type ConversionRefused, refuseConversion, type StandingRule } from './conversion-plan.ts';

/** One result in the unit asked for, without its comparator, which stays. `range` null = it has none. */
export type ConvertedResult = { value: string; range: string | null };

/**
 * Value and reference range together. The flag stays as the laboratory set it, which is right only if the number stands to its range as before; where
 * rounding moves it across a limit, nothing is converted.
 */
export function convertResult(
  { rule }: StandingRule,
  measured: Measurement,
  judged: JudgedMeasurement,
): ConvertedResult | ConversionRefused {
  const at = { path: measured.path };
  if (!isSameConversion(rule, judged.unit) || judged.unit.expected?.written !== rule.expected)
    return refuseConversion('tables', at);
  // Doubt about value, range or flag: then it is not certain that the unit is what is wrong.
  if (judged.reasons.length !== judged.unit.reasons.length) return refuseConversion('doubt', at);
  // A range with both limits says which unit it is in; without one the number has to speak for its label.
  const range = measured.range === null ? null : parseRange(measured.range);
  const isAlone = range === null || range.low === null || range.high === null;
  if (isAlone && judged.isLikelierAsAsked) return refuseConversion('label', at);
  const conversion = conversionOf(rule);
  const value = convertText(measured.value.trim(), conversion);
  if (value === null) return refuseConversion('value', at);
  if (measured.range === null) return { value, range: null };
  const convertedRange = convertRange(measured.range, conversion);
  const is = parseRange(convertedRange ?? '');
  if (convertedRange === null || range === null || is === null) return refuseConversion('range', at);
  const isMoved = positionIn(measured.value, range) !== positionIn(value, is);
  return isMoved ? refuseConversion('rounding', at) : { value, range: convertedRange };
}
