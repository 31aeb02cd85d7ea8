import type { JudgedUnitRow } from '../../../src-shared/contract/message-units.ts';
import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { ShownMeasurement } from './window/read-measurements.ts';

/** Judges what a reader sees. The engine of units is loaded when the first measurement is looked at. */
export async function judgeShownUnits(
  measurements: readonly ShownMeasurement[],
  { sender, site }: { sender: string | null; site: SiteUnits },
): Promise<JudgedUnitRow[]> {
  if (measurements.length === 0) return [];
  const { loadUnitJudge } = await import('../../platform/units/unit-judge.ts');
  const { judge, readings, say } = await loadUnitJudge(site);
  return measurements.map((measured) => {
    const { isHidden, place, path, code, comparator, codeText } = measured;
    const judged = judge(measured, sender);
    const { unit, judgement, converted, reasons } = judged;
    return {
      ...{ path, code, comparator, judgement },
      range: place,
      name: codeText ?? unit.analyte?.name ?? null,
      norwegianName: unit.analyte?.norwegianName ?? null,
      value: isHidden ? null : measured.value,
      unit: measured.unit,
      ucum: unit.ucum,
      expected: unit.expected?.written ?? null,
      formula: unit.conversion?.formula ?? null,
      converted: isHidden ? null : converted,
      reasons: reasons
        .filter(({ id }) => !(isHidden && id === 'notANumber'))
        .map((reason) => ({ id: reason.id, params: { ...reason.params }, message: say(reason) })),
      readings: isHidden ? [] : readings(measured, judged),
    };
  });
}
