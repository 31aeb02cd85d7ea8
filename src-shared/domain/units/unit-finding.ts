import { z } from 'zod';
import { unitJudgements } from './unit-judgements.ts';

/** What makes a finding one: a null = not stated, or not known. `expected` as senders write it. */
export const findingKey = z.object({
  connectionId: z.string(),
  channelId: z.string(),
  sender: z.string().nullable(),
  codeSystem: z.string().nullable(),
  code: z.string().nullable(),
  unit: z.string().nullable(),
  expected: z.string().nullable(),
  judgement: z.enum(unitJudgements),
});
export type FindingKey = z.infer<typeof findingKey>;

const count = z.number().int().nonnegative();

/**
 * One way in which one sender writes the unit of one code on one channel, counted over its messages. `patients`: different ones, counted up to
 * `patientLimit`. Times ms UTC. `typical`: some of the numbers found, in order, apart from their messages.
 */
export const foundUnit = findingKey.extend({
  findingId: z.string(),
  name: z.string().nullable(),
  messages: count,
  measurements: count,
  urgent: count,
  patients: count,
  firstAt: z.number().int(),
  lastAt: z.number().int(),
  typical: z.array(z.number()),
});
export type FoundUnit = z.infer<typeof foundUnit>;

/** More patients of one finding are not told apart: nobody needs the number by then. */
export const patientLimit = 5000;

const inOrder: ReadonlySet<string> = new Set(['same', 'same_written_otherwise']);

/** Whether somebody has to look at it. */
export function isUnitWork(judgement: FindingKey['judgement']): boolean {
  return !inOrder.has(judgement);
}

const mostTypical = 25;

/** Numbers in order, few enough to keep: evenly from the least to the greatest. */
export function thinTypical(numbers: readonly number[]): number[] {
  const sorted = numbers.toSorted((a, b) => a - b);
  if (sorted.length <= mostTypical) return sorted;
  const step = (sorted.length - 1) / (mostTypical - 1);
  return Array.from({ length: mostTypical }, (_, index) => sorted[Math.round(index * step)] ?? 0);
}
