import type { ConversionRule } from '../../../src-shared/domain/units/conversion-rule.ts';
import type { JudgedMeasurement, MeasuredUnit } from '../../../src-shared/domain/units/judge-measurement.ts';
import type { Changes } from '../../../src-shared/formats/shared/compose-changes.ts';

/** A rule that stands now. `approver`: the name that is kept in the message. */
export type StandingRule = { rule: ConversionRule; approver: string };

/** Why a message is not converted: a text key `convert.refused.*`, `path` of the result it is about. */
export type ConversionRefused = {
  kind: 'refused';
  refusalKey: string;
  refusalParams: Record<string, string | number>;
};

/** `changes`: the spans that make the one body of the other; `fields`: what changed, with the new notes. */
export type Converted = {
  kind: 'made';
  bytes: Uint8Array;
  changes: Changes;
  fields: { path: string; before: string; after: string }[];
};

/** A conversion as it is applied: made by the core from rules that stand, never by who asks for it. */
export type ConvertedPlan = { kind: 'converted'; outcome: Converted | ConversionRefused };

export type Judge = (measured: MeasuredUnit, sender: string | null) => JudgedMeasurement;

export function refuseConversion(
  key: string,
  refusalParams: ConversionRefused['refusalParams'] = {},
): ConversionRefused {
  return { kind: 'refused', refusalKey: `convert.refused.${key}`, refusalParams };
}
