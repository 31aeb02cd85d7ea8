import { z } from 'zod';

/** `[English, bokmål, nynorsk]`; without nynorsk as bokmål; English null = as the standard has it. A text alone is all three. */
const words = z.union([
  z.string().min(1),
  z.tuple([z.string().nullable(), z.string()]),
  z.tuple([z.string().nullable(), z.string(), z.string()]),
]);
export type OverlayWords = z.infer<typeof words>;

const place = z.strictObject({
  name: words,
  dataType: z.string().max(20).optional(),
  usage: z.enum(['R', 'O', 'C', 'B', 'W', 'X']).optional(),
  table: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  maxLength: z.number().int().positive().optional(),
  /** `*` = no limit. */
  maxRepetitions: z.union([z.number().int().positive(), z.literal('*')]).optional(),
});

/**
 * What is laid over the standard: Norwegian names, and the segments and tables of a site. `places` by segment (`ZPI`), field (`ZPI-2`) or
 * component of a data type (`CX.4`); `tables` by number of four digits. Only what is said here changes.
 */
export const hl7Overlay = z.strictObject({
  name: z.string().max(200).optional(),
  places: z
    .record(
      z.string().regex(/^(?:[A-Z][A-Z0-9]{2}(?:-[1-9]\d{0,2})?|[A-Z][A-Z0-9_]{1,19}\.[1-9]\d?)$/),
      z.union([words, place]),
    )
    .default({}),
  tables: z
    .record(
      z.string().regex(/^\d{4}$/),
      z.strictObject({
        name: words.optional(),
        isUserDefined: z.boolean().optional(),
        codes: z.record(z.string(), words),
      }),
    )
    .default({}),
});
export type Hl7Overlay = z.infer<typeof hl7Overlay>;
