import type { BridgeFacts } from './bridge-units.ts';
import type { UnitReading } from './read-ucum.ts';
import type { Conversion } from './unit-judgement.ts';
import type { UnitJudgement } from './unit-judgements.ts';
import type { UnitReason } from './unit-reasons.ts';
import type { AnalyteRow, CodeRow } from './unit-tables.ts';

/** `analytes`: rows the code may be about, the likely one first. */
export type UnitPair = {
  found: UnitReading;
  expected: UnitReading;
  code: CodeRow | null;
  codeUnit: UnitReading | null;
  analytes: readonly AnalyteRow[];
  conventionOf(analyte: AnalyteRow): BridgeFacts['convention'];
};

/** `analyte`: the row that was used. */
export type PairVerdict = {
  judgement: UnitJudgement;
  conversion: Conversion | null;
  reasons: UnitReason[];
  analyte: AnalyteRow | null;
};
