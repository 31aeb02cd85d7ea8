import { z } from 'zod';
import { unitJudgements } from '../domain/units/unit-judgements.ts';
import { bodyInput, bodyRange } from './message-body.ts';
import { query, readers } from './procedure.ts';

const count = z.number().int().nonnegative();

/**
 * One measurement and how its unit stands to what its code asks for. Texts are masked as long as the message is: `value` and `converted` are then null
 * where the value is. `ucum` and `expected` null = not known; `readings`: the number in each unit it may have been meant in, in the unit asked for, as sent first.
 */
const judgedUnit = z.object({
  path: z.string(),
  range: bodyRange,
  code: z.string().nullable(),
  name: z.string().nullable(),
  /** Of the analyte, for the steps; null = none in the table. */
  norwegianName: z.string().nullable(),
  value: z.string().nullable(),
  comparator: z.string().nullable(),
  unit: z.string().nullable(),
  ucum: z.string().nullable(),
  expected: z.string().nullable(),
  judgement: z.enum(unitJudgements),
  formula: z.string().nullable(),
  converted: z.string().nullable(),
  /** Step by step; `message` is the English sentence of the step. */
  reasons: z.array(z.object({ id: z.string(), params: z.record(z.string(), z.string()), message: z.string() })),
  readings: z.array(
    z.object({ unit: z.string(), value: z.string(), isPlausible: z.boolean().nullable(), isAsSent: z.boolean() }),
  ),
});
export type JudgedUnitRow = z.infer<typeof judgedUnit>;

/** Looks at a body that is open; changes nothing. */
export const unitProcedures = {
  /** At most 500, in the order of the message. `notJudged`: why there are none; null = they are here. */
  judgeUnits: query({
    access: readers,
    input: bodyInput,
    output: z.object({
      items: z.array(judgedUnit),
      isCut: z.boolean(),
      count,
      notJudged: z.enum(['large']).nullable(),
    }),
  }),
};
