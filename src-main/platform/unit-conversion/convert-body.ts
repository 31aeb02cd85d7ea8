import type { Body } from '../../../src-shared/domain/message.ts';
import { detectFormat } from '../../../src-shared/formats/index.ts';
import {
  type ConversionRefused,
  type Converted,
  type Judge,
  refuseConversion,
  type StandingRule,
} from './conversion-plan.ts';
import { convertHl7 } from './convert-hl7.ts';

/** Larger ones would hold up everybody else. */
const mostBytes = 4 * 1024 * 1024;

/** The body with every result of these rules converted, or a refusal of the whole; never a part of it. */
export function convertBody(body: Body, rules: readonly StandingRule[], judge: Judge): Converted | ConversionRefused {
  if (body.bytes.length > mostBytes) return refuseConversion('large');
  const format = detectFormat(body.bytes);
  // Where a note would stand in other formats is not settled, and without its note nothing is converted.
  return format === 'hl7v2' ? convertHl7(body, rules, judge) : refuseConversion('format');
}
