import { type BridgeFacts, powerOf } from './bridge-units.ts';
import type { UnitReading } from './read-ucum.ts';
import type { AnalyteRow } from './unit-tables.ts';

/** What one international unit of the analyte is agreed to be, in mol or g; null where nothing is agreed. */
export function conventionOf(
  { convention }: AnalyteRow,
  read: (ucum: string) => UnitReading | null,
): BridgeFacts['convention'] {
  if (convention === null) return null;
  const [from, to] = [read(convention.from), read(convention.to)];
  if (from === null || to === null) return null;
  const isForward = powerOf(from, '[IU]') === 1;
  const [international, other] = isForward ? [from, to] : [to, from];
  const perUnit = other.factor.div(international.factor);
  return {
    symbol: powerOf(other, 'mol') === 1 ? 'mol' : 'g',
    perInternational: isForward ? perUnit.mul(convention.factor) : perUnit.div(convention.factor),
  };
}
