import { AppError } from '../../../src-shared/domain/app-error.ts';
import { awaitsConfirmation, canAdvance, type ReceiverRow, type Replay } from '../../../src-shared/domain/replay.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { ReplayFacet, ReplayOutcome, ReplayReceipt } from '../../engines/engine.ts';
import type { ReplayDeps } from './replay-deps.ts';
import type { ReplayLedger, ReplayStep } from './replay-ledger.ts';

/** Looks at the engine for what became of replays. Nothing here sends. */
export type Confirmation = {
  /** Looks again and again with growing pauses until the outcome is final or the limit is reached. */
  watch(replay: Replay): void;
  /** Looks once, now. @throws AppError ENGINE_* when the engine could not be asked */
  look(replay: Replay, signal: AbortSignal): Promise<Replay>;
  activeCount(): number;
  close(): void;
};

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** While a person may still be looking at it, and as long as there are only a few to look for. */
const prompt = { forMs: 60_000, longestPauseMs: 4000, mostWatched: 20 };
/** A queue may deliver hours later: after this the replay stays *accepted* and a person, or the next start, looks again. */
const limitMs = { accepted: 600_000, 'confirmed-by-engine': 60_000 };

export function createConfirmation(deps: ReplayDeps, ledger: ReplayLedger): Confirmation {
  const ending = new AbortController();
  const cancelById = new Map<string, () => void>();

  async function look(replay: Replay, signal: AbortSignal): Promise<Replay> {
    const facet = deps.engines(replay.targetConnectionId ?? replay.connectionId)?.replay;
    if (facet === undefined) {
      throw new AppError('ENGINE_UNREACHABLE', 'The connection of this replay is not open.', {
        messageKey: 'replay.refused.noConnection',
      });
    }
    return record(replay, await facet.confirm(receiptOf(replay), signal));
  }

  async function record(replay: Replay, outcome: ReplayOutcome): Promise<Replay> {
    if (outcome.kind === 'unknown') return recordHints(replay, outcome.receivers ?? []);
    const step = stepOf(outcome);
    // What an engine or a receiver has told before is on the disk, or can be asked for again.
    if (canAdvance(replay.state, step.state)) return ledger.learn(replay, step);
    const { state, evidence, newNativeId } = step;
    const known = { evidence, newNativeId };
    const isNews =
      JSON.stringify([replay.evidence, replay.newNativeId]) !== JSON.stringify([evidence, known.newNativeId]);
    return isNews && replay.state === state ? ledger.amend(replay, known) : replay;
  }

  /** What may help a person to settle it; the state stays. */
  async function recordHints(replay: Replay, receivers: ReceiverRow[]): Promise<Replay> {
    const evidence = redactRows(receivers);
    const isNews = receivers.length > 0 && JSON.stringify(evidence) !== JSON.stringify(replay.evidence);
    return isNews ? ledger.amend(replay, { evidence }) : replay;
  }

  function watch(replay: Replay): void {
    if (cancelById.has(replay.replayId) || ending.signal.aborted) return;
    const since = deps.clock.monotonicMs();
    const plan = (pauseMs: number) => {
      const cancel = deps.clock.after(pauseMs, () => {
        void step(replay.replayId, since).then((goOn) => {
          if (goOn) plan(Math.min(pauseMs * 2, longestPauseSince(since)));
          else cancelById.delete(replay.replayId);
        });
      });
      cancelById.set(replay.replayId, cancel);
    };
    plan(firstPauseMs);
  }

  function longestPauseSince(since: number): number {
    const isPrompt = cancelById.size <= prompt.mostWatched && deps.clock.monotonicMs() - since < prompt.forMs;
    return isPrompt ? prompt.longestPauseMs : longestPauseMs;
  }

  /** @returns whether to look once more. Never rejects: it is the door of a loop. */
  async function step(replayId: string, since: number): Promise<boolean> {
    try {
      const before = await ledger.get(replayId);
      if (!awaitsConfirmation(before.state) || ending.signal.aborted) return false;
      const after = await look(before, ending.signal);
      if (isWorthAnotherLook(after, since)) return true;
      // No receiver acknowledged in time and none may ever: the engine's word stands, and the message is free again.
      const isFree = after.settledAt !== null;
      if (after.state === 'confirmed-by-engine' && !isFree) await ledger.amend(after, { settledAt: deps.clock.now() });
      return false;
    } catch (error) {
      if (ending.signal.aborted) return false;
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      deps.logger.warn('A replay could not be confirmed yet.', { replayId, code });
      return deps.clock.monotonicMs() - since < limitMs.accepted;
    }
  }

  function isWorthAnotherLook({ state, settledAt }: Replay, since: number): boolean {
    if (settledAt !== null) return false;
    if (state !== 'accepted' && state !== 'confirmed-by-engine') return false;
    return deps.clock.monotonicMs() - since < limitMs[state];
  }

  return {
    watch,
    look,
    activeCount: () => cancelById.size,
    close() {
      ending.abort();
      for (const cancel of cancelById.values()) cancel();
      cancelById.clear();
    },
  };
}

/** What the receiver has answered at the send already, as the step after *accepted*; null = nothing, or it could not be read. */
export async function answeredAtOnce(
  facet: Pick<ReplayFacet, 'confirm'>,
  accepted: Replay,
  signal: AbortSignal,
): Promise<ReplayStep | null> {
  if (accepted.evidence.length === 0) return null;
  try {
    const outcome = await facet.confirm(receiptOf(accepted), signal);
    if (outcome.kind === 'unknown') return null;
    const step = stepOf(outcome);
    return canAdvance(accepted.state, step.state) ? step : null;
  } catch {
    return null; // it was sent: the loop looks again
  }
}

type Outcome = Exclude<ReplayOutcome, { kind: 'unknown' }>;

function stepOf(outcome: Outcome): ReplayStep & Pick<Replay, 'evidence' | 'newNativeId'> {
  const evidence = redactRows(outcome.receivers);
  const state = outcome.kind === 'processing' ? 'accepted' : outcome.kind;
  const errorOneLine = outcome.kind === 'failed-again' ? failureLine(evidence, outcome.errorText) : null;
  return { evidence, newNativeId: outcome.nativeId, state, errorOneLine };
}

function receiptOf(replay: Replay): ReplayReceipt {
  const { connectionId, channelId, nativeId } = replay;
  return {
    replayId: replay.replayId,
    ref: { connectionId, channelId, nativeId },
    nativeId: replay.newNativeId,
    acceptedAt: replay.sentAt ?? replay.createdAt,
    bodyHash: replay.bodyHash,
    destinationIds: replay.destinationIds,
    evidence: replay.evidence,
  };
}

/** Receivers' texts are content: one line of each, without what looks like a person. */
export function redactRows(receivers: ReceiverRow[]): ReceiverRow[] {
  return receivers.map((row) => ({ ...row, oneLine: row.oneLine === null ? null : redactLine(row.oneLine) }));
}

/** What a receiver's row says is nearer to the cause than the head of the engine's whole text. */
function failureLine(evidence: ReceiverRow[], errorText: string | null): string | null {
  const told = evidence.find((row) => row.outcome === 'errored' && row.oneLine !== null)?.oneLine;
  return told ?? (errorText === null ? null : redactLine(errorText));
}

/** Engine texts are content: one line of it, without what looks like a person. */
function redactLine(text: string): string {
  const line =
    redactText(text, [])
      .split(/[\r\n]+/)
      .find((part) => part.trim() !== '') ?? '';
  return line.trim().slice(0, 300);
}
