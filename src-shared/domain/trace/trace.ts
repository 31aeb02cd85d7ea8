import { z } from 'zod';
import { failureKind } from '../failure-kind.ts';
import type { MessageStatus } from '../indexed-message.ts';
import type { MessageRef, ProcessingState } from '../message.ts';
import type { ReceiptFact, ReportVersion, TraceRole } from './trace-facts.ts';

/**
 * By whose word a destination has the message. *receiver*: its own ACK was read. *engine*: the engine calls it sent, the receiver gave no answer
 * that could be read. *unchecked*: nobody could be asked.
 */
export const words = ['receiver', 'engine', 'unchecked'] as const;
export type Word = (typeof words)[number];

/**
 * One destination of one message. `endedAt` ms UTC, null = not known. `code`: of the receiver's ACK (AA, AE …), null = none read.
 * `nextChannelId`: it hands over to another channel of the engine; null = to a system.
 * `expectsAck`: the receiver is one that answers; false: a file, a table, a mailbox; null = not known.
 */
export type TraceDestination = {
  connectorId: string;
  name: string;
  state: ProcessingState;
  endedAt: number | null;
  attempts: number;
  word: Word;
  code: string | null;
  nextChannelId: string | null;
  expectsAck: boolean | null;
};

/** What is known of a failure and of what people did about it. `owner`: who took it, null = nobody. `reason`: redacted line. */
export const traceFailure = z.object({
  kind: failureKind,
  reason: z.string().nullable(),
  state: z.enum(['open', 'acknowledged', 'assigned', 'snoozed', 'handled']),
  owner: z.string().nullable(),
});
export type TraceFailure = z.infer<typeof traceFailure>;

/**
 * One message of a trace. `orders`, `patients`: keyed hashes, hex. `isRead` false: its content is not known, only its state.
 * `parent`: the message it was made from. `isCopy`: by a replay, in the same channel. `report`: keyed hash of the report's number, null = not said.
 * `destinations` null = the engine has not been asked and the index does not tell.
 */
export type TraceMessage = {
  ref: MessageRef;
  channelName: string;
  receivedAt: number;
  status: MessageStatus;
  messageControlId: string | null;
  messageType: string | null;
  sender: string | null;
  receiver: string | null;
  isRead: boolean;
  role: TraceRole;
  version: ReportVersion | null;
  versionAt: number | null;
  isUrgent: boolean;
  report: string | null;
  refersTo: string | null;
  receipt: ReceiptFact | null;
  recipients: readonly string[];
  requesters: readonly string[];
  orders: readonly string[];
  patients: readonly string[];
  parent: MessageRef | null;
  isCopy: boolean;
  destinations: readonly TraceDestination[] | null;
  failure: TraceFailure | null;
};

/** Why two messages belong together, the surest first. */
export const linkReasons = ['copy', 'lineage', 'receipt', 'control-id', 'order', 'patient-and-time'] as const;
export type LinkReason = (typeof linkReasons)[number];

/** *certain*: an engine or a receiver says so. *likely*: numbers agree. *weak*: the same person about the same time. */
export const traceLink = z.object({
  from: z.number().int(),
  to: z.number().int(),
  why: z.enum(linkReasons),
  certainty: z.enum(['certain', 'likely', 'weak']),
});
export type TraceLink = z.infer<typeof traceLink>;

/** A channel of which too little is known. *off*: not indexed. *behind*: `knownTo` ms UTC is as far as it is read, null = nothing is. */
export const traceHole = z.object({
  connectionId: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  why: z.enum(['off', 'behind']),
  knownTo: z.number().int().nullable(),
});
export type TraceHole = z.infer<typeof traceHole>;

/** `messages` oldest first. `isCut`: there are more than were looked at. */
export type Trace = {
  messages: readonly TraceMessage[];
  links: readonly TraceLink[];
  holes: readonly TraceHole[];
  isCut: boolean;
};
