import { readNumber } from '../../../src-shared/domain/units/exact-decimal.ts';
import { writeConverted } from '../../../src-shared/domain/units/unit-judgement.ts';
import { sayUnitReason, unitReason } from '../../../src-shared/domain/units/unit-reasons.ts';
import { loadUnitEngine } from './unit-engine.ts';

type Question = { system: string; code: string; value: string; unit: string; expected: string };

/** `value` with the comparator of the source, null where it is refused; `formula` with `x` for the number found. */
type Converted = { verdict: string; value: string | null; formula: string | null; reasons: string[] };

/** Null when the value is no number. */
export async function convertValue({ system, code, value, unit, expected }: Question): Promise<Converted | null> {
  const [, comparator = '', digits = ''] = /^\s*(<=|>=|≤|≥|<|>)?\s*(.*)$/su.exec(value) ?? [];
  const number = readNumber(digits);
  if (number === null) return null;
  const engine = await loadUnitEngine();
  const judged = engine.judge({ system, code, unit, expected });
  const { conversion } = judged;
  const reasons = judged.code === null ? [unitReason('codeNotKnown'), ...judged.reasons] : judged.reasons;
  const isSame = judged.judgement === 'same';
  const text =
    conversion === null ? null : isSame ? digits.trim().replace(',', '.') : writeConverted(number, conversion);
  return {
    verdict: judged.judgement,
    value: text === null ? null : `${comparator}${text}`,
    formula: conversion?.formula ?? null,
    reasons: reasons.map(sayUnitReason),
  };
}
