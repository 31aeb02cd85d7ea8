import { z } from 'zod';
import { replayState, replayStates } from './failure.ts';
import { messageRef } from './message.ts';
import { messageClass } from './message-class.ts';

/**
 * *planned*: nothing was sent. *scheduled*: a person started it for a later moment, or for when its target is back; nothing was sent. *testing*: the first messages are out and their confirmation is awaited. *running*, *paused*; *cancelled* and
 * *finished* are ends.
 */
export const runStates = ['planned', 'scheduled', 'testing', 'running', 'paused', 'cancelled', 'finished'] as const;
export const runState = z.enum(runStates);
export type RunState = z.infer<typeof runState>;

/** Why a run stands. *missed-start*: its moment passed while no core ran. *never-back*: its target was away for as long as a run waits. *test-done*: a person decides whether the rest goes. *trouble*: the journal, or something of ours, failed. */
export const pauseReasons = [
  'by-person',
  'missed-start',
  'never-back',
  'test-done',
  'test-failed',
  'test-unconfirmed',
  'stop-rule',
  'engine-away',
  'trouble',
] as const;
export const pauseReason = z.enum(pauseReasons);
export type PauseReason = z.infer<typeof pauseReason>;

/**
 * `testCount` messages go first and have to be confirmed; 0 = none. `pausesAfterTest`: a person looks at them before the rest goes.
 * `perMinute` null = as fast as the engine takes them. A run stops by itself after `stopInRow` failures one after another, or when more than
 * `stopPercent` of at least twenty have failed. `acceptedHazards`: kinds that were seen and let through.
 * `newestOnly`: of several versions of one report in the run only the newest goes; false = all of them, in order.
 * `startsAt`: not before then, ms UTC; null = at once. `whenBack`: not before its target answers, a test message first; never with `startsAt`. `targetConnectionId`: sent straight to that receiver, past the engine; null = through the engine that has them.
 */
export const runSettings = z.object({
  testCount: z.number().int().min(0).max(20),
  pausesAfterTest: z.boolean(),
  perMinute: z.number().int().min(1).max(60_000).nullable(),
  stopInRow: z.number().int().min(1).max(1000),
  stopPercent: z.number().min(1).max(100),
  acceptedHazards: z.array(z.string().max(60)).max(40),
  targetConnectionId: z.string().min(1).max(100).nullable().default(null),
  startsAt: z.number().int().positive().nullable().default(null),
  whenBack: z.boolean().default(false),
  newestOnly: z.boolean().default(false),
});
export type RunSettings = z.infer<typeof runSettings>;

export const standardRunSettings: RunSettings = {
  testCount: 1,
  pausesAfterTest: false,
  perMinute: null,
  stopInRow: 3,
  stopPercent: 10,
  acceptedHazards: [],
  targetConnectionId: null,
  startsAt: null,
  whenBack: false,
  newestOnly: false,
};

/**
 * What a run waits for: a channel, of which one `destination` is named where it is known, or a connection. *silent*: it runs, and the engine has got nothing through to the
 * receiver since it failed there. *not-open*: the connection is not in use here.
 */
export const awaitedPlace = z.object({
  name: z.string(),
  destination: z.string().nullable(),
  why: z.enum(['not-open', 'no-answer', 'stopped', 'silent']),
});
export type AwaitedPlace = z.infer<typeof awaitedPlace>;

/** `lookedAt` ms UTC, null = not yet. */
export const runAwaits = z.object({ lookedAt: z.number().int().nullable(), places: z.array(awaitedPlace) });
export type RunAwaits = z.infer<typeof runAwaits>;

/** *waiting* = not handed out yet; *left-out* = `why` says why; *sent* = the ledger has it under `replayId`, whatever became of it. */
export const runItemState = z.enum(['waiting', 'left-out', 'sent']);
export type RunItemState = z.infer<typeof runItemState>;

/** A sentence of ours, kept by its key: ids, names and counts only. */
export const leftOutWhy = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LeftOutWhy = z.infer<typeof leftOutWhy>;

/**
 * One message of a run. `ordinal` is its place, from 1. Messages of one `chain` (same patient or order) never overtake each other. `at`: when
 * the engine received it, ms UTC. `attempt` counts up where a try surely sent nothing. `replayState`: as the ledger has it, null before.
 */
export const runItem = messageRef.extend({
  ordinal: z.number().int(),
  failureId: z.string(),
  channelName: z.string(),
  messageType: z.string().nullable(),
  class: messageClass,
  isUrgent: z.boolean(),
  at: z.number().int(),
  chain: z.number().int(),
  state: runItemState,
  why: leftOutWhy.nullable(),
  attempt: z.number().int(),
  replayId: z.string().nullable(),
  replayState: replayState.nullable(),
});
export type RunItem = z.infer<typeof runItem>;

/** Which messages of a run are meant: by where they stand in it, or by what became of those that were sent. */
export const runItemPick = z.enum(['waiting', 'left-out', ...replayStates]);
export type RunItemPick = z.infer<typeof runItemPick>;

/** Where messages of a run go. `receiver` as they name it, null = they name none. */
export const runPlace = z.object({
  channelName: z.string(),
  messageType: z.string().nullable(),
  receiver: z.string().nullable(),
  count: z.number().int(),
  urgent: z.number().int(),
});
export type RunPlace = z.infer<typeof runPlace>;

/**
 * `patients`: how many different ones; `unkeyed` messages name none that is known. `bytes` of what is to go; times ms UTC, null in an empty
 * run. `places`: the fullest first, at most 200; empty for runs planned before they were kept. `isBeyond`: more matched than one run takes.
 */
export const runFacts = z.object({
  urgent: z.number().int(),
  chains: z.number().int(),
  patients: z.number().int(),
  unkeyed: z.number().int(),
  oldestAt: z.number().int().nullable(),
  newestAt: z.number().int().nullable(),
  bytes: z.number().int(),
  places: z.array(runPlace).default([]),
  isBeyond: z.boolean().default(false),
});
export type RunFacts = z.infer<typeof runFacts>;

/** `reason` null: forgotten at the end of retention, or not started. `changedAt`: of the last step. */
export const replayRun = z.object({
  runId: z.string(),
  createdAt: z.number().int(),
  person: z.string(),
  state: runState,
  pauseReason: pauseReason.nullable(),
  changedAt: z.number().int(),
  reason: z.string().nullable(),
  settings: runSettings,
  facts: runFacts,
});
export type ReplayRun = z.infer<typeof replayRun>;

/** Under which request the ledger knows one try of one place of a run. */
export function writeRunRequestId({
  runId,
  ordinal,
  attempt,
}: {
  runId: string;
  ordinal: number;
  attempt: number;
}): string {
  return `${runId}/${ordinal}/${attempt}`;
}

/** Null when the request is no run's. */
export function readRunRequestId(requestId: string): { runId: string; ordinal: number; attempt: number } | null {
  const [, runId, ordinal, attempt] = /^(.+)\/(\d{1,9})\/(\d{1,9})$/.exec(requestId) ?? [];
  return runId === undefined ? null : { runId, ordinal: Number(ordinal), attempt: Number(attempt) };
}

/** How many messages of a run stand where. The states of the ledger count those that were sent. */
export const runCounts = z.object({
  total: z.number().int(),
  waiting: z.number().int(),
  leftOut: z.number().int(),
  sent: z.number().int(),
  byState: z.partialRecord(replayState, z.number().int()),
});
export type RunCounts = z.infer<typeof runCounts>;

export type RunStep = { at: number; person: string; state: RunState; pauseReason: PauseReason | null };
export const runStep = z.object({
  at: z.number().int(),
  person: z.string(),
  state: runState,
  pauseReason: pauseReason.nullable(),
});

const followers: Record<RunState, readonly RunState[]> = {
  planned: ['scheduled', 'testing', 'running', 'cancelled'],
  scheduled: ['testing', 'running', 'paused', 'cancelled'],
  testing: ['running', 'paused', 'cancelled', 'finished'],
  running: ['paused', 'cancelled', 'finished'],
  paused: ['testing', 'running', 'cancelled', 'finished'],
  cancelled: [],
  finished: [],
};

/** Every state that `to` may follow: the guard of one step in the journal. */
export function runStatesBefore(to: RunState): RunState[] {
  return runStates.filter((from) => followers[from].includes(to));
}

/** A core has to go on with it. */
export function isUnderWay(state: RunState): boolean {
  return state === 'testing' || state === 'running';
}

/** Whether the run took a step by itself: then its person is only who had let it go on. @param before null = the first step */
export function isByItself({ state, pauseReason, person }: RunStep, before: RunStep | null): boolean {
  if (state === 'finished') return true;
  if (state === 'paused') return pauseReason !== 'by-person';
  // Whoever had started it for later may press once more; another person's name tells that it was begun by hand.
  if (before?.state === 'scheduled') return isUnderWay(state) && person === before.person;
  return state === 'running' && before?.state === 'testing';
}
