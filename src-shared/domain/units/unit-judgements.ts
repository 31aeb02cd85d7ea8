/**
 * How the unit found stands to the one asked for. `unknown_code`: nothing says which unit is asked for. `value_suspicious` and
 * `range_and_unit_disagree` only where the unit itself is in order: the label is likely wrong.
 */
export const unitJudgements = [
  'same',
  'same_written_otherwise',
  'convertible',
  'convertible_molar',
  'affine',
  'needs_analyte_knowledge',
  'not_convertible',
  'unknown_unit',
  'missing_unit',
  'code_and_unit_disagree',
  'value_suspicious',
  'range_and_unit_disagree',
  'unknown_code',
] as const;
export type UnitJudgement = (typeof unitJudgements)[number];
