import type { ReplayState } from '../../../../src-shared/domain/failure.ts';
import type { RunItem, RunSettings } from '../../../../src-shared/domain/replay-run.ts';
import { type Outcome, outcomeOf, shouldStop } from './run-judgement.ts';

type Sent = { ordinal: number; chain: number; outcome: Outcome; wasSeen: boolean };

/** Rows of failures longer than this are no rule's: older messages were judged when they were new. */
const mostInRow = 2_000;

/**
 * What a worker knows of the messages it has sent. Failures before `since` (a place) do not stop the run again: a person has seen them and
 * let it go on.
 */
export function createProgress(settings: RunSettings) {
  const sentById = new Map<string, Sent>();
  const sentByPlace = new Map<number, Sent>();
  /** Places of messages that went wrong, by chain: what comes after them must not overtake them. */
  const heldBy = new Map<number, number>();
  /** Those that decide about stopping, in the order in which they were sent. */
  const newest: Sent[] = [];
  const totals = { settled: 0, bad: 0 };

  function note(replayId: string, state: ReplayState): void {
    const sent = sentById.get(replayId);
    if (sent === undefined) return;
    count(sent, -1);
    sent.outcome = outcomeOf(state);
    count(sent, 1);
    if (sent.outcome === 'bad') heldBy.set(sent.chain, Math.min(heldBy.get(sent.chain) ?? sent.ordinal, sent.ordinal));
  }

  function count({ outcome, wasSeen }: Sent, by: 1 | -1): void {
    if (wasSeen || outcome === 'open') return;
    totals.settled += by;
    if (outcome === 'bad') totals.bad += by;
  }

  return {
    add({ ordinal, chain }: Pick<RunItem, 'ordinal' | 'chain'>, replayId: string, state: ReplayState): void {
      if (!sentById.has(replayId)) {
        const sent: Sent = { ordinal, chain, outcome: 'open', wasSeen: false };
        sentById.set(replayId, sent);
        sentByPlace.set(ordinal, sent);
        newest.push(sent);
        if (newest.length > mostInRow) newest.shift();
      }
      note(replayId, state);
    },
    note,
    /** It was sent, and what becomes of it may still be learnt without a person. */
    isOpen: ({ ordinal }: Pick<RunItem, 'ordinal'>): boolean => sentByPlace.get(ordinal)?.outcome === 'open',
    openOnes: (): Pick<RunItem, 'ordinal' | 'chain'>[] =>
      [...sentById.values()].filter(({ outcome }) => outcome === 'open'),
    has: (replayId: string): boolean => sentById.has(replayId),
    /** From here on only what is sent from now on decides about stopping. */
    markSeen(): void {
      for (const sent of sentById.values()) {
        count(sent, -1);
        sent.wasSeen ||= sent.outcome !== 'open';
        count(sent, 1);
      }
    },
    /** The place of the message of its chain that went wrong, null = none did. */
    holderOf: ({ chain }: Pick<RunItem, 'chain'>): number | null => heldBy.get(chain) ?? null,
    outcomes: (): Outcome[] => [...sentById.values()].map(({ outcome }) => outcome),
    count: (): number => sentById.size,
    shouldStop: (): boolean =>
      shouldStop(
        // Asked before every message: fewer than make a row need not be looked through.
        totals.bad < settings.stopInRow ? [] : newest.flatMap(({ outcome, wasSeen }) => (wasSeen ? [] : [outcome])),
        totals,
        settings,
      ),
  };
}

export type Progress = ReturnType<typeof createProgress>;
