import { powerOf } from './bridge-units.ts';
import type { UnitReading } from './read-ucum.ts';
import type { UnitJudgement } from './unit-judgements.ts';
import type { PairVerdict, UnitPair } from './unit-pair.ts';
import { type UnitReason, unitReason } from './unit-reasons.ts';
import type { AnalyteRow } from './unit-tables.ts';

/** Why two units of different dimensions are not turned into each other, when nothing known of the analyte does it. */
export function judgeMismatch(
  { found, expected, code, analytes }: UnitPair,
  analyte: AnalyteRow | null,
  isEntityOpen: boolean,
): Omit<PairVerdict, 'analyte'> {
  const names = { found: found.ucum, expected: expected.ucum };
  const refuse = (judgement: UnitJudgement, reason: UnitReason) => ({ judgement, conversion: null, reasons: [reason] });
  const either = (symbol: string): boolean => powerOf(found, symbol) !== powerOf(expected, symbol);
  const isMolar = either('mol') && either('g') && isOnly(found, expected, ['mol', 'g']);
  if (isEntityOpen && isMolar) {
    const choices = analytes.flatMap(({ entity }) => entity ?? []).join(', ');
    return refuse('needs_analyte_knowledge', unitReason('entityOpen', { choices }));
  }
  if (either('pH')) return refuse('not_convertible', unitReason('logarithm'));
  if (analyte?.relation === 'none') return refuse('not_convertible', unitReason('noFactor', { analyte: analyte.name }));
  if ([found, expected].some(({ ucum }) => /\[[^\]]*U\]/.test(ucum.replace(/\[[iI]U\]/g, ''))))
    return refuse('not_convertible', unitReason('arbitrary'));
  if (isOnly(found, expected, ['m', 's'])) return refuse('not_convertible', unitReason('otherBasis', names));
  const counts = [found, expected].some(({ tags }) => tags.includes('copies'));
  if (either('[IU]') && counts) return refuse('not_convertible', unitReason('assayDependent', names));
  if (either('[IU]') && either('U') && isOnly(found, expected, ['[IU]', 'U']))
    return refuse('needs_analyte_knowledge', unitReason('enzymeOrInternational'));
  // Without its code nothing says whose molar mass or charge it is.
  if (isOnly(found, expected, ['mol', 'g', 'eq']) && code === null)
    return refuse('needs_analyte_knowledge', unitReason('moleculeOpen'));
  if (either('eq') && isOnly(found, expected, ['mol', 'g', 'eq']))
    return refuse('needs_analyte_knowledge', unitReason('moleculeOpen'));
  if (code === null) return refuse('not_convertible', unitReason('tagsDiffer', names));
  return refuse('code_and_unit_disagree', unitReason('otherQuantity', names));
}

/** Whether the two differ in nothing but these base units. */
function isOnly(found: UnitReading, expected: UnitReading, symbols: readonly string[]): boolean {
  const all = new Set([...Object.keys(found.exponents), ...Object.keys(expected.exponents)]);
  return [...all].every((symbol) => symbols.includes(symbol) || powerOf(found, symbol) === powerOf(expected, symbol));
}
