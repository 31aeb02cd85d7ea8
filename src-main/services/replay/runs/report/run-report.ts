import type { InputOf } from '../../../../../src-shared/contract/index.ts';
import type { Environment } from '../../../../../src-shared/domain/connection.ts';
import type { MessageClass } from '../../../../../src-shared/domain/message-class.ts';
import type { ReplayRun, RunCounts, RunStep } from '../../../../../src-shared/domain/replay-run.ts';
import type { RunOutcome } from '../../../../store/run-store.ts';

/** Numbers of patient and order, of one kept message; only where they were revealed. */
export type RevealedNumbers = { patientNumbers: string[]; orderNumbers: string[] };

/** One message. `messageControlId` with what could be a person's number masked, unless revealed; null = not kept any more. */
export type ReportMessage = RunOutcome & {
  receiver: string | null;
  messageControlId: string | null;
  /** When somebody confirmed that it got through, ms UTC; null = nobody has. */
  confirmedAt: number | null;
  revealed: RevealedNumbers | null;
};

/** How late messages came through, of one receiver and type; urgent ones apart. ms from first received to confirmed. */
export type Delay = {
  receiver: string | null;
  channelName: string;
  messageType: string | null;
  isUrgent: boolean;
  count: number;
  medianMs: number;
  longestMs: number;
};

/** Everything that is told of a run outside the console. Times ms UTC. */
export type RunReport = {
  madeAt: number;
  madeBy: string;
  environment: Environment;
  run: ReplayRun;
  counts: RunCounts;
  leftOut: { class: MessageClass; key: string; count: number }[];
  steps: (RunStep & { isByItself: boolean })[];
  /** Null = nothing was sent. */
  started: { at: number; person: string } | null;
  delays: Delay[];
  next: InputOf<'runs.report'>['next'];
  /** Why numbers are shown; null = they are not. */
  revealReason: string | null;
  messages: ReportMessage[];
};
