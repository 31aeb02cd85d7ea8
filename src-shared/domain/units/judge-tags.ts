import { isAlike, powerOf } from './bridge-units.ts';
import type { UnitReading } from './read-ucum.ts';
import type { UnitJudgement } from './unit-judgements.ts';
import type { PairVerdict, UnitPair } from './unit-pair.ts';
import { type UnitReason, unitReason } from './unit-reasons.ts';
import type { AnalyteRow } from './unit-tables.ts';

/** Tags that only say what is counted. */
const neutral = new Set(['copies', 'cells', 'ratio']);
/** Tags that a unit must have itself: that the code has them says nothing of what the sender measured. */
const measured = new Set(['FEU', 'DDU', '1.73_m2', 'INR', 'titer']);

type Decided = { kind: 'decided'; verdict: Omit<PairVerdict, 'analyte'>; analyte: AnalyteRow | null };
/** `isEntityOpen`: nothing says what a mole or a gram is of, and the rows differ. */
export type TagVerdict = Decided | { kind: 'comparable'; analyte: AnalyteRow | null; isEntityOpen: boolean };

/** What the tags in braces decide before any factor is looked at, and which row of the analytes they point to. */
export function judgeTags(pair: UnitPair): TagVerdict {
  const { found, expected, codeUnit, analytes } = pair;
  const names = { found: found.ucum, expected: expected.ucum };
  const foundTag = tagOf(found, codeUnit, false);
  const expectedTag = tagOf(expected, codeUnit, true);
  const analyte = pickAnalyte(analytes, [foundTag, expectedTag]);
  const decided = (judgement: UnitJudgement, reason: UnitReason): Decided => ({
    kind: 'decided',
    verdict: { judgement, conversion: null, reasons: [reason] },
    analyte,
  });
  const tags = [foundTag, expectedTag];
  if (foundTag === expectedTag) return { kind: 'comparable', analyte, isEntityOpen: isOpen(pair, analyte, foundTag) };
  if (tags.includes('FEU') && tags.includes('DDU')) return decided('not_convertible', unitReason('fibrinUnits', names));
  if (tags.includes('FEU') || tags.includes('DDU'))
    return decided('needs_analyte_knowledge', unitReason('fibrinUnitsOpen'));
  if (tags.includes('titer')) return decided('not_convertible', unitReason('titer'));
  if (tags.includes('INR')) return judgeInr(pair, analyte, decided);
  if (tags.includes('1.73_m2')) return decided('needs_analyte_knowledge', unitReason('bodySurface'));
  if (analyte?.relation === 'affine') return { kind: 'comparable', analyte, isEntityOpen: false };
  const [tag] = tags.filter((each) => each !== null);
  if (!tags.includes(null) || tag !== analyte?.entity)
    return decided('needs_analyte_knowledge', unitReason('tagsDiffer', names));
  return { kind: 'comparable', analyte, isEntityOpen: isOpen(pair, analyte, foundTag) };
}

/** The tag of the unit; of one without, that of the code's unit where both are one kind of quantity. */
function tagOf(unit: UnitReading, codeUnit: UnitReading | null, isAsked: boolean): string | null {
  const own = unit.tags.filter((tag) => !neutral.has(tag));
  if (own.length > 0) return own.join(' ');
  if (codeUnit === null || !isAlike(unit, codeUnit)) return null;
  const [tag = null] = codeUnit.tags.filter((each) => !neutral.has(each));
  const isPlainNumber = Object.keys(unit.exponents).length === 0;
  // `%` is no INR, and 1 may be one.
  if (tag === 'INR') return isPlainNumber && unit.factor.equals(1) ? tag : null;
  return tag !== null && measured.has(tag) && !isAsked ? null : tag;
}

function pickAnalyte(analytes: readonly AnalyteRow[], tags: readonly (string | null)[]): AnalyteRow | null {
  const named = analytes.find(({ entity }) => entity !== null && tags.includes(entity));
  return named ?? analytes[0] ?? null;
}

/** Grams to moles without a word of what: urea or its nitrogen, one chain of haemoglobin or four. */
function isOpen(pair: UnitPair, analyte: AnalyteRow | null, foundTag: string | null): boolean {
  if (foundTag !== null || isAlike(pair.found, pair.expected)) return false;
  if (pair.found.tags.some((tag) => !neutral.has(tag))) return false;
  const [first] = pair.analytes;
  // Moles under a code are moles of what the code is about; grams may be of a part of it.
  if (powerOf(pair.found, 'mol') > 0 && first?.molarMass && first.review !== 'doubtful') return false;
  const others = pair.analytes.filter((row) => row !== analyte && row.molarMass !== null);
  return (
    others.length > 0 &&
    analyte?.needsKnowledge !== true &&
    pair.expected.tags.every((tag) => neutral.has(tag) || tag === 'urea' || tag === 'BUN')
  );
}

function judgeInr(
  { found, expected, analytes }: UnitPair,
  analyte: AnalyteRow | null,
  decided: (judgement: UnitJudgement, reason: UnitReason) => Decided,
): TagVerdict {
  const isCode = analytes.some(({ entity }) => entity === 'INR');
  if (!isAlike(found, expected))
    return decided(
      'code_and_unit_disagree',
      unitReason('otherQuantity', { found: found.ucum, expected: expected.ucum }),
    );
  if (isCode && found.factor.equals(1)) return { kind: 'comparable', analyte, isEntityOpen: false };
  return decided(isCode ? 'code_and_unit_disagree' : 'not_convertible', unitReason('inrAndPercent'));
}
