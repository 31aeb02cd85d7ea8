import { AppError } from '../../../src-shared/domain/app-error.ts';
import { awaitsConfirmation, canAdvance, type ReceiverRow, type Replay } from '../../../src-shared/domain/replay.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { ReplayOutcome, ReplayReceipt } from '../../engines/engine.ts';
import type { ReplayDeps } from './replay-deps.ts';
import type { ReplayLedger } from './replay-ledger.ts';

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
/** A queue may deliver hours later: after this the replay stays *accepted* and a person, or the next start, looks again. */
const limitMs = { accepted: 600_000, 'confirmed-by-engine': 60_000 };

export function createConfirmation(deps: ReplayDeps, ledger: ReplayLedger): Confirmation {
  const ending = new AbortController();
  const cancelById = new Map<string, () => void>();

  async function look(replay: Replay, signal: AbortSignal): Promise<Replay> {
    const facet = deps.engines(replay.connectionId)?.replay;
    if (facet === undefined) {
      throw new AppError('ENGINE_UNREACHABLE', 'The connection of this replay is not open.', {
        messageKey: 'replay.refused.noConnection',
      });
    }
    return record(replay, await facet.confirm(receiptOf(replay), signal));
  }

  async function record(replay: Replay, outcome: ReplayOutcome): Promise<Replay> {
    if (outcome.kind === 'unknown') return replay;
    const evidence = outcome.receivers.map((row) => ({
      ...row,
      oneLine: row.oneLine === null ? null : redactLine(row.oneLine),
    }));
    const known = { evidence, newNativeId: outcome.nativeId };
    const state = outcome.kind === 'processing' ? 'accepted' : outcome.kind;
    if (canAdvance(replay.state, state)) {
      const errorOneLine = outcome.kind === 'failed-again' ? failureLine(evidence, outcome.errorText) : null;
      return ledger.advance(replay, { ...known, state, errorOneLine });
    }
    const isNews =
      JSON.stringify([replay.evidence, replay.newNativeId]) !== JSON.stringify([evidence, known.newNativeId]);
    return isNews && replay.state === state ? ledger.amend(replay, known) : replay;
  }

  function watch(replay: Replay): void {
    if (cancelById.has(replay.replayId) || ending.signal.aborted) return;
    const since = deps.clock.monotonicMs();
    const plan = (pauseMs: number) => {
      const cancel = deps.clock.after(pauseMs, () => {
        void step(replay.replayId, since).then((goOn) => {
          if (goOn) plan(Math.min(pauseMs * 2, longestPauseMs));
          else cancelById.delete(replay.replayId);
        });
      });
      cancelById.set(replay.replayId, cancel);
    };
    plan(firstPauseMs);
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

function receiptOf(replay: Replay): ReplayReceipt {
  const { connectionId, channelId, nativeId } = replay;
  return {
    replayId: replay.replayId,
    ref: { connectionId, channelId, nativeId },
    nativeId: replay.newNativeId,
    acceptedAt: replay.sentAt ?? replay.createdAt,
    bodyHash: replay.bodyHash,
    destinationIds: replay.destinationIds,
  };
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
