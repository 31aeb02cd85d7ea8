import {
  createMeasurementJudge,
  type JudgedMeasurement,
  type MeasuredUnit,
} from '../../../src-shared/domain/units/judge-measurement.ts';
import { readSideBySide, type UnitReadingOfValue } from '../../../src-shared/domain/units/side-by-side.ts';
import { noSiteUnits, type SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import { sayUnitReason } from '../../../src-shared/domain/units/unit-reasons.ts';
import { loadUnitEngine } from './unit-engine.ts';

export type UnitJudge = {
  judge(measured: MeasuredUnit, sender?: string | null): JudgedMeasurement;
  readings(measured: Pick<MeasuredUnit, 'value'>, judged: JudgedMeasurement): UnitReadingOfValue[];
  say: typeof sayUnitReason;
};

/** Channels may have lists of their own; few sites have so many. */
const maxKept = 20;
const judges = new Map<string, Promise<UnitJudge>>();

/** The judge of this thread for what a site adds to the tables, with what it has looked up already. */
export function loadUnitJudge(site: SiteUnits = noSiteUnits): Promise<UnitJudge> {
  const known = judges.get(site.version);
  if (known !== undefined) return known;
  if (judges.size >= maxKept) judges.clear();
  const made = makeJudge(site);
  judges.set(site.version, made);
  return made;
}

async function makeJudge(site: SiteUnits): Promise<UnitJudge> {
  const engine = await loadUnitEngine();
  return {
    judge: createMeasurementJudge(engine, site),
    readings: (measured, judged) => readSideBySide(engine, measured, judged),
    say: sayUnitReason,
  };
}
