import Fraction from 'fraction.js';
import type { UnitReading } from './read-ucum.ts';
import { type UnitReason, unitReason } from './unit-reasons.ts';
import type { AnalyteRow } from './unit-tables.ts';

/** What made two units comparable, strongest last. */
type BridgeKind = 'scale' | 'molar' | 'knowledge';

export type Bridge = { kind: BridgeKind; factor: Fraction; steps: UnitReason[] } | { kind: 'none' };

export type BridgeFacts = {
  analyte: AnalyteRow | null;
  isInternational: boolean;
  /** International units per what the convention relates them to. */
  convention: { symbol: 'mol' | 'g'; perInternational: Fraction } | null;
};

type Side = { factor: Fraction; exponents: Readonly<Record<string, number>> };

/** The factor from one unit to another, by what is known of the analyte where they are of different dimensions. */
export function bridgeUnits(found: UnitReading, expected: UnitReading, facts: BridgeFacts): Bridge {
  const { analyte, convention } = facts;
  const steps: UnitReason[] = [];
  let kind: BridgeKind = 'scale';
  let [left, right]: [Side, Side] = [found, expected];
  const name = analyte?.name ?? '';
  const replace = (symbol: string, by: string, per: Fraction, step: UnitReason, makes: BridgeKind): void => {
    if (isAlike(left, right) || powerOf(left, symbol) === powerOf(right, symbol)) return;
    [left, right] = [substitute(left, symbol, by, per), substitute(right, symbol, by, per)];
    steps.push(step);
    if (makes === 'knowledge' || kind === 'scale') kind = makes;
  };
  replace('osm', 'mol', new Fraction(1), unitReason('osmole'), 'scale');
  if (facts.isInternational) replace('U', '[IU]', new Fraction(1), unitReason('unitOfActivity'), 'scale');
  if (analyte?.charge)
    replace(
      'eq',
      'mol',
      new Fraction(1, analyte.charge),
      unitReason('charge', { analyte: name, charge: String(analyte.charge) }),
      'knowledge',
    );
  if (convention && analyte?.convention)
    replace(
      '[IU]',
      convention.symbol,
      convention.perInternational,
      unitReason('convention', { analyte: name, ...analyte.convention }),
      'knowledge',
    );
  if (analyte?.molarMass)
    replace(
      'mol',
      'g',
      new Fraction(analyte.molarMass),
      unitReason('molarMass', { analyte: name, mass: analyte.molarMass, formula: analyte.formula ?? analyte.source }),
      analyte.needsKnowledge ? 'knowledge' : 'molar',
    );
  if (!isAlike(left, right)) return { kind: 'none' };
  return { kind, factor: left.factor.div(right.factor), steps };
}

export function isAlike(left: Pick<Side, 'exponents'>, right: Pick<Side, 'exponents'>): boolean {
  const symbols = new Set([...Object.keys(left.exponents), ...Object.keys(right.exponents)]);
  return [...symbols].every((symbol) => powerOf(left, symbol) === powerOf(right, symbol));
}

export function powerOf({ exponents }: Pick<Side, 'exponents'>, symbol: string): number {
  return Object.hasOwn(exponents, symbol) ? (exponents[symbol] ?? 0) : 0;
}

/** One `symbol` is `per` of `by`. */
function substitute(side: Side, symbol: string, by: string, per: Fraction): Side {
  const power = powerOf(side, symbol);
  if (power === 0) return side;
  const { [symbol]: _, ...rest } = side.exponents;
  const exponents: Record<string, number> = rest;
  const sum = powerOf(side, by) + power;
  if (sum === 0) delete exponents[by];
  else exponents[by] = sum;
  return { exponents, factor: side.factor.mul(per.pow(power) ?? 1) };
}
