import Fraction from 'fraction.js';
import { bridgeUnits, isAlike } from './bridge-units.ts';
import { writeFactor } from './exact-decimal.ts';
import { hba1cScale, ifccToNgsp, ngspToIfcc } from './hba1c.ts';
import { judgeMismatch } from './judge-mismatch.ts';
import { judgeTags } from './judge-tags.ts';
import type { UnitReading } from './read-ucum.ts';
import { betweenScales, type Conversion, timesFactor } from './unit-judgement.ts';
import type { UnitJudgement } from './unit-judgements.ts';
import type { PairVerdict, UnitPair } from './unit-pair.ts';
import { type UnitReason, unitReason } from './unit-reasons.ts';
import type { AnalyteRow } from './unit-tables.ts';

/** Two units that were read, and are not the same text. */
export function judgePair(pair: UnitPair): PairVerdict {
  const tagged = judgeTags(pair);
  const analyte = tagged.analyte;
  if (tagged.kind === 'decided') return { ...tagged.verdict, analyte };
  if (analyte?.relation === 'affine') return { ...judgeHbA1c(pair), analyte };
  const verdict = judgeScales(pair, analyte, tagged.isEntityOpen);
  if (analyte?.review !== 'doubtful' || verdict.conversion === null) return { ...verdict, analyte };
  const doubtful = unitReason('doubtful', { analyte: analyte.name });
  return { ...verdict, conversion: null, reasons: [...verdict.reasons, doubtful], analyte };
}

type Verdict = Omit<PairVerdict, 'analyte'>;

function judgeScales(pair: UnitPair, analyte: AnalyteRow | null, isEntityOpen: boolean): Verdict {
  const { found, expected } = pair;
  const names = { found: found.ucum, expected: expected.ucum };
  const refused = judgeMismatch(pair, analyte, isEntityOpen);
  if (isAlike(found, expected)) {
    const isOtherNumber = !found.factor.equals(expected.factor);
    if (analyte?.relation === 'none' && isOtherNumber && Object.keys(found.exponents).length === 0)
      return { judgement: 'not_convertible', conversion: null, reasons: [unitReason('inrAndPercent')] };
    const conversion = betweenScales(found, expected);
    if (!conversion.add.equals(0)) {
      const reason = unitReason('shifted', { formula: conversion.formula });
      return { judgement: 'convertible', conversion, reasons: [reason] };
    }
    return scaled(conversion, [], names);
  }
  if (isEntityOpen || analyte?.relation === 'none' || analyte?.relation === 'log') return refused;
  const isInternational = pair.code?.activity === 'IU' || analyte?.activity === 'IU';
  const convention = analyte === null ? null : pair.conventionOf(analyte);
  const bridge = bridgeUnits(found, expected, { analyte, isInternational, convention });
  if (bridge.kind === 'none') return refused;
  const conversion = timesFactor(bridge.factor);
  if (bridge.kind === 'scale') return scaled(conversion, bridge.steps, names);
  const result = unitReason('result', { ...names, factor: writeFactor(bridge.factor) });
  const judgement = bridge.kind === 'molar' ? 'convertible_molar' : 'needs_analyte_knowledge';
  return { judgement, conversion, reasons: [...bridge.steps, result] };
}

function scaled(conversion: Conversion, steps: UnitReason[], names: { found: string; expected: string }): Verdict {
  const { multiply } = conversion;
  if (multiply.equals(1))
    return {
      judgement: 'same_written_otherwise',
      conversion,
      reasons: [...steps, unitReason('sameScale', names)],
    };
  const reason = unitReason('sameKind', { ...names, factor: writeFactor(multiply) });
  return { judgement: 'convertible', conversion, reasons: [...steps, reason] };
}

/** Both are without dimension, so that only the scale tells them apart. */
function judgeHbA1c({ found, expected, code, codeUnit }: UnitPair): Verdict {
  const names = { found: found.ucum, expected: expected.ucum };
  const refuse = (judgement: UnitJudgement, reason: UnitReason): Verdict => ({
    judgement,
    conversion: null,
    reasons: [reason],
  });
  const isPlain = (unit: UnitReading): boolean => Object.keys(unit.exponents).length === 0;
  if (!isPlain(found) || !isPlain(expected))
    return refuse('code_and_unit_disagree', unitReason('otherQuantity', names));
  const isOpen = code?.openUnits.includes('%') === true;
  const scaleOf = (unit: UnitReading) => {
    const known = hba1cScale(unit);
    if (known !== null || !unit.factor.equals(new Fraction(1, 100))) return known;
    return isOpen ? 'open' : 'ngsp';
  };
  const [from, to] = [scaleOf(found), scaleOf(expected)];
  if (from === null || to === null) return refuse('code_and_unit_disagree', unitReason('otherQuantity', names));
  if (from === 'open' || to === 'open') return refuse('needs_analyte_knowledge', unitReason('percentOpen'));
  if (from === to) return scaled(timesFactor(found.factor.div(expected.factor)), [], names);
  const isTagged = [found, expected].some(({ tags }) => tags.includes('NGSP')) || codeUnit?.tags.includes('NGSP');
  const base = from === 'ngsp' ? ngspToIfcc : ifccToNgsp;
  const perMmol = (from === 'ngsp' ? expected : found).factor.mul(1000);
  // IFCC in per cent is a tenth of mmol/mol.
  const conversion: Conversion = perMmol.equals(1) ? base : shiftIfcc(base, perMmol, from === 'ngsp');
  const reasons = isTagged ? [] : [unitReason('percentIsNgsp')];
  return {
    judgement: 'affine',
    conversion,
    reasons: [...reasons, unitReason('hba1c', { formula: conversion.formula })],
  };
}

/** @param perMmol the unit of the IFCC side in mmol/mol */
function shiftIfcc(base: Conversion, perMmol: Fraction, isToIfcc: boolean): Conversion {
  if (isToIfcc)
    return {
      multiply: base.multiply.div(perMmol),
      add: base.add.div(perMmol),
      formula: `(${base.formula}) / ${writeFactor(perMmol)}`,
    };
  return {
    multiply: base.multiply.mul(perMmol),
    add: base.add,
    formula: base.formula.replace('x', `${writeFactor(perMmol)}*x`),
  };
}
