import { z } from 'zod';
import { names } from './common.ts';
import { bodyInput } from './message-body.ts';
import { operators, query } from './procedure.ts';

/** What a person writes into a place: *moment* a date or time, *identifier* a number of a person, *group* a place whose parts are written one by one. */
export const fieldKinds = ['text', 'long-text', 'code', 'moment', 'number', 'identifier', 'group'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/**
 * One place for editing. `path` as the tree has it; `isMissing`: the message ends before it, and an edit would add it.
 * `value` decoded and whole; '' also for the explicit null. `hasExplicitNull`: the format knows one (`""` in HL7 v2).
 * `choices` of its table, `meaning` null = the table has no words; `isOpen`: other codes may stand there too. `maxLength` in characters, null = no limit said.
 * `lockReasonKey`: why it may not be edited (`edit.locked.*`), null = it may.
 */
const fieldFacts = z.object({
  path: z.string(),
  label: names.nullable(),
  dataType: z.string().nullable(),
  kind: z.enum(fieldKinds),
  value: z.string(),
  isMissing: z.boolean(),
  isExplicitNull: z.boolean(),
  hasExplicitNull: z.boolean(),
  choices: z.array(z.object({ code: z.string(), meaning: names.nullable() })),
  isOpen: z.boolean(),
  maxLength: z.number().nullable(),
  clinical: z.boolean(),
  lockReasonKey: z.string().nullable(),
});
export type FieldFacts = z.infer<typeof fieldFacts>;

export const fieldProcedures = {
  /**
   * What can be written into one place of an open body, however the address is written; null = there is no such place and it cannot be added.
   * FORBIDDEN `message.refused.notRevealed` while masked; NOT_FOUND `message.refused.notOpened`.
   */
  describeField: query({
    access: operators,
    input: bodyInput.extend({ at: z.string().max(500) }),
    output: z.object({ field: fieldFacts.nullable() }),
  }),
};
