import { z } from 'zod';
import { type ReplayState, replayState, replayStates } from './failure.ts';
import { messageRef } from './message.ts';

/**
 * What one receiver answered, or the engine says of it. *mismatched*: an acknowledgement came, but late or for another message, and is not
 * taken for this one's. `explanation`: our own sentence about code and error segment (`readErrorLine`), absent where there is none.
 */
export const receiverRow = z.object({
  connectorId: z.string(),
  name: z.string(),
  outcome: z.enum(['sent', 'queued', 'errored', 'filtered', 'pending', 'mismatched']),
  acknowledgementCode: z.string().nullable(),
  oneLine: z.string().nullable(),
  explanation: z.string().optional(),
});

/**
 * One replay of one message. `replayId` is our correlation id, written into the engine's source map.
 * `newNativeId` is the engine's id for the copy, null until told. `bodyHash` SHA-256 hex of the bytes sent; null = the engine's own stored bytes.
 * `settledReason`: how a person settled it otherwise; null = nobody did, or forgotten at the end of retention (as `reason`).
 * `destinationIds` null = all. `targetConnectionId`: the connection it was sent over instead of its own engine's, null = its own.
 * `evidence` says by whose word the state is known. `errorOneLine` is redacted engine text or our own sentence (`readErrorLine`).
 */
export const replay = messageRef.extend({
  replayId: z.string(),
  failureId: z.string().nullable(),
  channelName: z.string(),
  state: replayState,
  isEdited: z.boolean(),
  reason: z.string().nullable(),
  person: z.string(),
  destinationIds: z.array(z.string()).nullable(),
  targetConnectionId: z.string().nullable(),
  newNativeId: z.string().nullable(),
  bodyHash: z.string().nullable(),
  createdAt: z.number().int(),
  sentAt: z.number().int().nullable(),
  settledAt: z.number().int().nullable(),
  settledReason: z.string().nullable(),
  evidence: z.array(receiverRow),
  errorOneLine: z.string().nullable(),
});
export type Replay = z.infer<typeof replay>;
export type ReceiverRow = z.infer<typeof receiverRow>;

/** *could-not-be-checked* counts as a warning and is never shown as clear (design §8). */
export const hazardOutcome = z.enum(['found', 'not-found', 'could-not-be-checked']);
export const hazardKinds = [
  'copy-made-by-someone', // a newer message with this original id, `reprocessed`, or another correlation id
  'still-queued',
  'handled-otherwise', // phoned, sent on paper, ordered anew: a person settled it
  'content-not-stored',
  'attachments-missing',
  'replacement-character', // U+FFFD in the body: bytes were lost before we saw them
  'engine-text', // re-encoded text, not the wire's bytes
  'target-stopped',
  'channel-changed-since', // another revision than at the failure
  'same-control-id-accepted',
  'connection-read-only',
  'past-the-engine', // straight to a receiver: not transformed, routed or logged by the engine
  'sent-past-the-engine-before', // no engine shows it: only this journal knows
  'newer-state', // of the same patient, got through since
  'merged-since', // the patient's number may not be in use any more
  'newer-result', // of the same order: newer, corrected, withdrawn
  'address-protected', // the message tells an address that must not be told any more
  'receipt-there', // the receiver has said that it has it
  'class-rule', // what the site has decided for messages of this kind
  'too-old', // an appointment that has begun, a prescription of yesterday
] as const;

/** Where to have seen that it could not be checked is not to have seen that it is so. */
const toldApart: ReadonlySet<string> = new Set(['newer-state', 'newer-result', 'too-old', 'same-control-id-accepted']);

/** The word by which a person lets a hazard through. */
export function acceptanceOf({ kind, outcome }: Pick<Hazard, 'kind' | 'outcome'>): string {
  return outcome === 'found' && toldApart.has(kind) ? `${kind}:found` : kind;
}

/**
 * `blocks`: cannot be let through. `params` fill the sentence `hazard.<kind>.<outcome>` in `locales`;
 * a `context` among them chooses the variant `hazard.<kind>.<outcome>_<context>`. `at` ms UTC.
 */
export const hazard = z.object({
  kind: z.enum(hazardKinds),
  outcome: hazardOutcome,
  blocks: z.boolean(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Hazard = z.infer<typeof hazard>;

/**
 * Which state may follow which. A replay moves forward by what is newly known; nothing ever leads back to a send:
 * `planned` after a crash is only a note that nothing left, a person starts anew with a new record.
 */
const followers: Record<ReplayState, readonly ReplayState[]> = {
  planned: ['rejected', 'handled-otherwise'],
  claimed: ['intent-journaled', 'rejected', 'planned'],
  'intent-journaled': ['in-air', 'rejected', 'planned', 'unknown'],
  'in-air': ['accepted', 'rejected', 'unknown'],
  accepted: [
    'confirmed-by-engine',
    'confirmed-by-receiver',
    'confirmed-by-apprec',
    'failed-again',
    'handled-otherwise',
  ],
  rejected: [],
  unknown: [
    'accepted',
    'confirmed-by-engine',
    'confirmed-by-receiver',
    'confirmed-by-apprec',
    'failed-again',
    'handled-otherwise',
  ],
  'confirmed-by-engine': ['confirmed-by-receiver', 'confirmed-by-apprec', 'failed-again', 'handled-otherwise'],
  'confirmed-by-receiver': ['confirmed-by-apprec', 'failed-again'],
  'confirmed-by-apprec': [],
  // A colleague may bring the failed copy through in the engine itself; looking again then says so.
  'failed-again': ['confirmed-by-engine', 'confirmed-by-receiver', 'confirmed-by-apprec', 'handled-otherwise'],
  'handled-otherwise': [],
};

export function canAdvance(from: ReplayState, to: ReplayState): boolean {
  return followers[from].includes(to);
}

/** Every state that `to` may follow: the guard of one step in the journal. */
export function statesBefore(to: ReplayState): ReplayState[] {
  return replayStates.filter((from) => canAdvance(from, to));
}

/** The states after which nothing more is expected without a person. */
export function isSettled(state: ReplayState): boolean {
  return ['rejected', 'confirmed-by-receiver', 'confirmed-by-apprec', 'failed-again', 'handled-otherwise'].includes(
    state,
  );
}

/** The states in which the failure needs no person any more, although the engine goes on counting its original as failed. */
export function settlesFailure(state: ReplayState): boolean {
  return ['confirmed-by-receiver', 'confirmed-by-apprec', 'handled-otherwise'].includes(state);
}

/** States in which the engine has the copy and more may be learnt by reading it. */
export function awaitsConfirmation(state: ReplayState): boolean {
  return state === 'accepted' || state === 'confirmed-by-engine';
}

/**
 * Why a replay did not succeed, when it is our own sentence and not the engine's text: the key of a sentence in `locales` and its parameters,
 * kept in `errorOneLine`. Parameters hold ids, names and counts, never content.
 */
export type ErrorSentence = { key: string; params: Record<string, string | number> };

export function writeErrorLine({ key, params }: ErrorSentence): string {
  return `${key} ${JSON.stringify(params)}`;
}

/** Null when the line is the engine's own (redacted) text. */
export function readErrorLine(line: string): ErrorSentence | null {
  const parts = /^((?:replay|engine|hazard|edit|message|approval)(?:\.[\w-]+)+) (\{.*\})$/.exec(line);
  if (parts === null) return null;
  try {
    const params = z.record(z.string(), z.union([z.string(), z.number()])).safeParse(JSON.parse(parts[2] ?? ''));
    return params.success ? { key: parts[1] ?? '', params: params.data } : null;
  } catch {
    return null; // a text that only looks like ours
  }
}
