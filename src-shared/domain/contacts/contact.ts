import { z } from 'zod';

/** *system*: one of ours or of another's that sends or receives. *partner*: an organisation. *unit*: a ward or an office that calls or is called. */
export const contactKinds = ['system', 'partner', 'unit'] as const;
/** Whether to call at night: *urgent*: only when a patient may wait for it. */
export const nightCalls = ['yes', 'urgent', 'no'] as const;

export const mostContacts = 2000;

const line = z.string().trim().max(200);
const paragraph = z.string().trim().max(1000);

/** What a person writes of whom to call. Empty texts = not stated. `ids`: HER-ids, facility codes and names as they stand in messages. */
export const contactFields = z.object({
  kind: z.enum(contactKinds),
  name: z.string().trim().min(1).max(120),
  ids: z.array(z.string().trim().min(1).max(60)).max(50),
  /** The channel that it is about; null = it is about the party wherever it stands. */
  channel: z.object({ connectionId: z.string().max(200), channelId: z.string().max(200) }).nullable(),
  owner: line,
  phone: line,
  dutyPhone: line,
  dutyHours: line,
  night: z.enum(nightCalls),
  supplier: line,
  agreement: line,
  say: paragraph,
  /** When somebody last tried the numbers, `YYYY-MM-DD`; null = never. */
  testedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
});
export type ContactFields = z.infer<typeof contactFields>;

/** As it is kept. `changedAt` ms UTC. */
export const contact = contactFields.extend({
  contactId: z.string(),
  changedAt: z.number().int(),
  changedBy: z.string(),
});
export type Contact = z.infer<typeof contact>;

/** Numbers that nobody has tried for so long may be wrong. */
const freshDays = 180;

/** @param now ms UTC */
export function isStale({ testedOn }: Pick<ContactFields, 'testedOn'>, now: number): boolean {
  return testedOn === null || now - Date.parse(`${testedOn}T12:00:00Z`) > freshDays * 86_400_000;
}
