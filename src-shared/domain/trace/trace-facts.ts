import { z } from 'zod';
import { messageClassOf } from '../message-class.ts';

/**
 * What a message is in a business event. *order-cancel* takes an order back; *receipt* answers another message;
 * *referral* asks for a reply; *letter* asks for none.
 */
export const traceRoles = ['order', 'order-cancel', 'result', 'receipt', 'referral', 'letter', 'other'] as const;
export const traceRole = z.enum(traceRoles);
export type TraceRole = z.infer<typeof traceRole>;

export const reportVersions = ['preliminary', 'partial', 'final', 'corrected', 'withdrawn'] as const;
export const reportVersion = z.enum(reportVersions);
export type ReportVersion = z.infer<typeof reportVersion>;

export const receiptOutcomes = ['accepted', 'accepted-with-errors', 'rejected', 'unknown'] as const;

/** What a receipt says: `code` as written with the first error code behind it (`AE`, `2 T02`), never its free text, which may quote the patient. */
export const receiptFact = z.object({ outcome: z.enum(receiptOutcomes), code: z.string() });
export type ReceiptFact = z.infer<typeof receiptFact>;

/**
 * What a trace needs of a message's content; nothing of it is clinical. `versionAt`: the message's own time, ms UTC, null = it says none.
 * `reportKey`: which report this is a version of, as its sender numbers it; null = not said. `refersTo`: the id that a receipt answers.
 * `recipients`: ids of those it is for. `requesters`: of an order, ids of those who are to have the answer. Both empty = not said.
 * `birthDate`: `YYYYMMDD`, null = not said; only ever kept as a keyed hash. `orderGroups`: the numbers of each order, where it holds several; empty = all
 * its numbers are of one. `testGroup`: the section that is to answer an order, null = not said.
 */
export type TraceFacts = {
  role: TraceRole;
  version: ReportVersion | null;
  versionAt: number | null;
  isUrgent: boolean;
  reportKey: string | null;
  refersTo: string | null;
  receipt: ReceiptFact | null;
  recipients: string[];
  requesters: string[];
  birthDate: string | null;
  orderGroups: string[][];
  testGroup: string | null;
};

/** Of the national format, whose types are words with a version (`SVAR_LAB 1.4`), and whose parties have HER-ids. */
export function isNational(messageType: string | null): boolean {
  return messageType !== null && /^[A-ZÆØÅ_]+( \d|$)/.test(messageType) && !messageType.includes('^');
}

const referrals = /^(REF|HENV)/i;

/** By the class of its type; a receipt is one whatever its type, for order systems answer with messages of their own. */
export function traceRoleOf({
  messageType,
  isReceipt,
  isCancelled,
}: {
  messageType: string | null;
  isReceipt: boolean;
  isCancelled: boolean;
}): TraceRole {
  if (isReceipt) return 'receipt';
  if (referrals.test(messageType ?? '')) return 'referral';
  const found = messageClassOf(messageType);
  if (found === 'order') return isCancelled ? 'order-cancel' : 'order';
  if (found === 'result' || found === 'letter') return found;
  return 'other';
}
