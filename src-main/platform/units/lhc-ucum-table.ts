import lhc, { type LhcUnit } from '@lhncbc/ucum-lhc';
import type { UcumAtom, UcumTable } from '../../../src-shared/domain/units/ucum-table.ts';

/** Read by us in another way than the library: what it makes a bare number, or a number of molecules, stays a unit of its own. */
const ours: Readonly<Record<string, UcumAtom>> = {
  mol: { kind: 'base', symbol: 'mol', isMetric: true },
  eq: { kind: 'base', symbol: 'eq', isMetric: true },
  osm: { kind: 'base', symbol: 'osm', isMetric: true },
  U: { kind: 'base', symbol: 'U', isMetric: true },
  // 1 kat = 1 mol/s and 1 U = 1 µmol/min: sixty million U.
  kat: { kind: 'derived', value: '60000000', unit: 'U', isMetric: true },
  '[iU]': { kind: 'base', symbol: '[IU]', isMetric: true },
  Cel: { kind: 'shifted', symbol: 'K', factor: '1', offset: '273.15', isMetric: true },
  '[degF]': { kind: 'shifted', symbol: 'K', factor: '5/9', offset: '45967/180', isMetric: false },
  '[pH]': { kind: 'scale', symbol: 'pH', isMetric: false },
};

/** Units of UCUM from `@lhncbc/ucum-lhc` 7.1.10, whose definitions are decimal texts and so exact; its own numbers are floating point. */
export function createLhcUcumTable(): UcumTable {
  const utils = lhc.UcumLhcUtils.getInstance();
  const tables = lhc.UnitTables.getInstance();
  return {
    atom(code) {
      if (Object.hasOwn(ours, code)) return ours[code] ?? null;
      const unit = tables.getUnitByCode(code);
      // Its own additions, such as `mmol`, are defined by rounded numbers.
      return unit?.source_ === 'UCUM' ? asAtom(unit) : null;
    },
    isValid(text) {
      // It writes to the console about blanks.
      if (/\s/.test(text)) return false;
      const { unit, origString } = utils.getSpecifiedUnit(text, 'validate', false);
      // It repairs some texts, and then means another than was sent.
      return unit !== null && origString === text;
    },
  };
}

function asAtom(unit: LhcUnit): UcumAtom | null {
  const isMetric = unit.isMetric_ || unit.isBase_;
  if (unit.isBase_ || unit.isArbitrary_) return { kind: 'base', symbol: unit.csCode_, isMetric };
  if (unit.isSpecial_ || unit.cnv_ !== null) return { kind: 'scale', symbol: unit.csCode_, isMetric };
  if (unit.baseFactorStr_ === null || unit.csUnitString_ === null) return null;
  return { kind: 'derived', value: unit.baseFactorStr_, unit: unit.csUnitString_, isMetric };
}
