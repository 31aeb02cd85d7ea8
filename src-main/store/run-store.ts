import type { MessageClass } from '../../src-shared/domain/message-class.ts';
import type {
  ReplayRun,
  RunCounts,
  RunItem,
  RunItemPick,
  RunItemState,
  RunSettings,
  RunState,
  RunStep,
} from '../../src-shared/domain/replay-run.ts';

export type NewRun = Pick<ReplayRun, 'runId' | 'createdAt' | 'person' | 'settings' | 'facts'> & { requestId: string };
export type NewRunItem = Omit<RunItem, 'attempt' | 'replayId' | 'replayState'>;
export type RunItemChange = Pick<RunItem, 'ordinal' | 'why' | 'attempt' | 'replayId'> & { state: RunItemState };
/** `from` guards against a race (CONFLICT). `start`: what a person decided with it; null = nothing anew. */
export type RunAdvance = {
  runId: string;
  from: RunState[];
  step: RunStep;
  start: { settings: RunSettings; reason: string | null } | null;
};

/** `only` null = all; `skip` of them are passed over. */
export type RunItemsPart = { only: RunItemPick | null; skip: number };

/** A message of a run with what the ledger knows of it; ms UTC, null = not yet, or never. */
export type RunOutcome = RunItem & { sentAt: number | null; settledAt: number | null; newNativeId: string | null };

/** Runs of the journal: the frozen plan and how far it came. What was sent is in the ledger. */
export type RunStore = {
  /** The same `requestId` again gives the first run, whose items stay as they are. */
  put(run: NewRun, items: NewRunItem[]): Promise<{ runId: string; isNew: boolean }>;
  advance(change: RunAdvance): Promise<ReplayRun>;
  /** A plain write: after a power cut the ledger tells what was sent. */
  setItems(runId: string, changes: RunItemChange[]): Promise<void>;
  get(runId: string): Promise<ReplayRun | null>;
  list(cursor: string | null, limit: number): Promise<{ items: ReplayRun[]; nextCursor: string | null }>;
  steps(runId: string): Promise<RunStep[]>;
  /** By place, those after `after`; `part` left out = all of them. */
  items(runId: string, after: number, limit: number, part?: RunItemsPart): Promise<RunItem[]>;
  outcomes(runId: string, after: number, limit: number): Promise<RunOutcome[]>;
  waiting(runId: string, after: number, limit: number): Promise<RunItem[]>;
  counts(runId: string): Promise<RunCounts>;
  /** Why messages were left out, the commonest first; at most 100 rows. */
  leftOut(runId: string): Promise<{ class: MessageClass; key: string; count: number }[]>;
  /**
   * After a death: messages that the newest replays of the ledger have sent and that their run still calls waiting are called sent, also in a
   * run that was ended meanwhile.
   */
  linkSent(): Promise<void>;
  /** Runs that a core has to go on with, the oldest first. */
  active(): Promise<string[]>;
  /** Runs that wait for their moment, oldest first. */
  scheduled(): Promise<string[]>;
};
