import { z } from 'zod';
import { failureKind } from '../failure-kind.ts';
import { delivery } from './deliveries.ts';

/**
 * Why an answer has not arrived, or that it has.
 * *receipted*: the receiver's system took the newest version; whether anyone has read it cannot be seen. *preliminary-only*: so it is, but the
 * final one has not come. *accepted-without-receipt*: sent, and no answer of the receiver's was read. *handed-over*: to a receiver that never answers.
 * *passed-on*: to another channel, from which nothing is known. *other-recipient*: delivered, but not for whom it was asked for.
 * *newer-not-arrived*: an older version is there and a newer one is not, or came before it. *held*: a person put it off.
 * *withheld*: kept back at the patient's request. *withdrawn*: the sender took the report back. *awaited*: ordered, and it is not late yet.
 * *never-received*: ordered, and nothing came. *not-ordered*: nothing of it was ever seen. *several-match*: ask for more. *not-enough*: what is known
 * does not decide it.
 */
export const conclusionCodes = [
  'receipted',
  'preliminary-only',
  'accepted-without-receipt',
  'handed-over',
  'passed-on',
  'other-recipient',
  'newer-not-arrived',
  'refused',
  'failed',
  'waiting',
  'held',
  'filtered',
  'withheld',
  'withdrawn',
  'order-cancelled',
  'awaited',
  'never-received',
  'not-ordered',
  'several-match',
  'not-enough',
] as const;
export type ConclusionCode = (typeof conclusionCodes)[number];

/** What may have escaped. *newer-version*: one could have come in a channel that is not read. */
export const limits = [
  'channel-not-indexed',
  'channel-behind',
  'receiver-not-asked',
  'content-not-read',
  'cut',
  'before-index',
  'no-time-of-versions',
] as const;
export type Limit = (typeof limits)[number];

/** Whether the sender should send it again. *ask*: the person on duty decides. `why` names the sentence. */
export const sendAgain = z.object({ answer: z.enum(['yes', 'no', 'ask']), why: z.string() });
type SendAgain = z.infer<typeof sendAgain>;

/**
 * `about`: which kind of message it is said of. `message`: its index in the trace, null = of none. `at` ms UTC, when what is said happened.
 * `olderAt`: of *newer-not-arrived*, when the version came that the receiver has. `cause`: of *newer-not-arrived*, why the newer did not: *overwritten* by the
 * older one, or sent *elsewhere* only.
 * `dueAt`: until when an answer is to be expected, null = nobody has said.
 */
export const conclusion = z.object({
  code: z.enum(conclusionCodes),
  about: z.enum(['answer', 'order']),
  message: z.number().int().nullable(),
  at: z.number().int().nullable(),
  cause: z.enum([...conclusionCodes, 'overwritten', 'elsewhere']).nullable(),
  olderAt: z.number().int().nullable(),
  delivery: delivery.nullable(),
  failureKind: failureKind.nullable(),
  sender: z.string().nullable(),
  isUrgent: z.boolean(),
  dueAt: z.number().int().nullable(),
  limits: z.array(z.enum(limits)),
  sendAgain,
});
export type Conclusion = z.infer<typeof conclusion>;

const adviceByCode: Readonly<Record<ConclusionCode, SendAgain['answer']>> = {
  receipted: 'no',
  'preliminary-only': 'no',
  'accepted-without-receipt': 'ask',
  'handed-over': 'ask',
  'passed-on': 'ask',
  'other-recipient': 'yes',
  'newer-not-arrived': 'no',
  refused: 'ask',
  failed: 'no',
  waiting: 'no',
  held: 'no',
  filtered: 'ask',
  withheld: 'no',
  withdrawn: 'no',
  'order-cancelled': 'no',
  awaited: 'no',
  'never-received': 'yes',
  'not-ordered': 'ask',
  'several-match': 'ask',
  'not-enough': 'ask',
};

/** A failure of the engine is sent again by the people who keep it; a second one from the sender would be one too many. */
export function adviceOf(code: ConclusionCode, { about, cause }: Pick<Conclusion, 'about' | 'cause'>): SendAgain {
  if (code === 'newer-not-arrived' && cause === 'overwritten') return { answer: 'ask', why: 'overwritten' };
  if (code === 'newer-not-arrived' && cause === 'elsewhere') return { answer: 'yes', why: 'elsewhere' };
  if (code === 'newer-not-arrived' && cause === 'refused') return { answer: 'ask', why: 'refused' };
  return { answer: adviceByCode[code], why: about === 'order' ? `order-${code}` : code };
}
