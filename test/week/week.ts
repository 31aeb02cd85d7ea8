import type { InputOf } from '../../src-shared/contract/index.ts';
import type { FailureKind } from '../../src-shared/domain/failure-kind.ts';
import type { ProcessingState } from '../../src-shared/domain/message.ts';
import type { ConclusionCode } from '../../src-shared/domain/trace/conclusion.ts';
import type { TraceRole } from '../../src-shared/domain/trace/trace-facts.ts';

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Monday 2 November 2026, 00:00 in Norway; there is no change of clocks in that week. */
export const weekStart = Date.UTC(2026, 10, 1, 23);
/** People ask on Sunday at 20:00. */
export const askedAt = weekStart + 6 * dayMs + 20 * hourMs;

/** The channels of the hospital's two engines: what laboratories and wards say to each other, and what goes to and comes from others. */
export const weekChannels = {
  'orders-lab': 'sykehus',
  'orders-rad': 'sykehus',
  'results-chem': 'sykehus',
  'results-out': 'sykehus',
  'results-micro': 'sykehus',
  'results-path': 'sykehus',
  'results-rad': 'sykehus',
  adt: 'sykehus',
  acks: 'sykehus',
  'kith-orders': 'samhandling',
  'kith-answers': 'samhandling',
  'kith-letters': 'samhandling',
  apprecs: 'samhandling',
  bedside: 'samhandling',
} as const;
export type ChannelId = keyof typeof weekChannels;
export const channelIds = Object.keys(weekChannels) as ChannelId[];
/** The channel that is not read in the second part of the questions. */
export const unreadChannel: ChannelId = 'bedside';

/** How one destination of a message stands when the week ends. `endedAt` ms UTC, null = it has not ended. `failure`: kind of what stands there as failed. */
export type WeekDestination = {
  connectorId: string;
  name: string;
  state: ProcessingState;
  code: string | null;
  expectsAck: boolean | null;
  nextChannelId: ChannelId | null;
  endedAt: number | null;
  failure: FailureKind | null;
};

/**
 * One message as an engine has it. `id` 0 until all of its channel are numbered by time. `parties`: everybody it names as sender or receiver. `isSnoozed`: a person put its failure off.
 * `isDropped`: the channel's own filter let it go no further.
 */
export type WeekMessage = {
  channelId: ChannelId;
  id: number;
  at: number;
  body: () => string;
  role: TraceRole;
  birthDate: string | null;
  parties: readonly string[];
  destinations: WeekDestination[];
  parent: WeekMessage | null;
  isCopy: boolean;
  isSnoozed: boolean;
  isDropped: boolean;
};

/** What is true: `code` while every channel is read, `codeUnread` while one is not. `isReceipted`: the receiver asked for took the newest version. */
export type Truth = { code: ConclusionCode; codeUnread: ConclusionCode };

/**
 * What a person may ask of a story. `unitIds`: of the caller. `truth` null: several match, and the answer must be to ask for more. `among`: of a person's
 * number, the messages of the event that is meant.
 */
export type WeekQuestion = {
  story: string;
  question: InputOf<'trace.ask'>['question'];
  unitIds: string[];
  truth: Truth;
  among: readonly WeekMessage[];
};

export type Week = {
  messages: ReadonlyMap<ChannelId, readonly WeekMessage[]>;
  questions: WeekQuestion[];
  count: number;
};
