import { z } from 'zod';
import { names } from './common.ts';
import { bodyInput } from './message-body.ts';
import { query, readers } from './procedure.ts';

/** *de-identified*: for those who may not know the patient; needs no reveal. */
export const copyFormNames = ['raw', 'one-line', 'json', 'table', 'de-identified'] as const;

/** `before`, `after`: null where that message has no such place; masked while `masked`. `pathInOther` null when the address is the same. */
const difference = z.object({
  kind: z.enum(['changed', 'added', 'removed']),
  path: z.string(),
  pathInOther: z.string().nullable(),
  label: names.nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** Reading a message in another form, or beside another. */
export const messageCopies = {
  /** Text for the clipboard; masked unless revealed. CONFLICT when no de-identified copy can be made, or above 5 MB. */
  copyAs: query({
    access: readers,
    audit: 'view',
    input: bodyInput.extend({ form: z.enum(copyFormNames) }),
    output: z.object({ text: z.string(), masked: z.boolean() }),
  }),
  /**
   * What differs between two stored forms, of one message or of two. `masked` unless both are revealed. `ignore`: addresses left out, with what
   * is below them. CONFLICT when the two have different formats.
   */
  compare: query({
    access: readers,
    audit: 'view',
    input: z.object({ a: bodyInput, b: bodyInput, ignore: z.array(z.string().max(200)).max(100) }),
    output: z.object({
      format: z.string(),
      masked: z.boolean(),
      differences: z.array(difference),
      isComplete: z.boolean(),
      before: z.string(),
      after: z.string(),
      isTruncated: z.boolean(),
    }),
  }),
};
