import { type SetTime, waitOf } from '../../../src-shared/domain/trace/expectation.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ExpectationDecisionStore } from '../../store/expectation-decision-store.ts';
import type { ExpectationStore, LearnedRelation } from '../../store/expectation-store.ts';
import type { WaitedFor } from './judge-overdue.ts';

type WaitShelfDeps = {
  store: Pick<ExpectationStore, 'relations' | 'learn'>;
  decisions: Pick<ExpectationDecisionStore, 'times'>;
  clock: Pick<Clock, 'now'>;
};

const dayMs = 24 * 3_600_000;
/** Usual times change slowly; where nothing was learned yet, the first answer changes much. */
const freshMs = { learned: 10 * 60_000, nothing: 5000 };

/** How long answers are waited for, by relation. */
export function createWaitShelf({ store, decisions, clock }: WaitShelfDeps) {
  const known = new Map<number, { at: number; learned: LearnedRelation }>();
  let times: Promise<SetTime[]> | null = null;

  async function learnedOf(relationKey: number): Promise<LearnedRelation> {
    const now = clock.now();
    const entry = known.get(relationKey);
    if (entry !== undefined) {
      const isKnown = entry.learned.answeredIn.length > 0;
      if (now - entry.at < (isKnown ? freshMs.learned : freshMs.nothing)) return entry.learned;
    }
    const learned = await store.learn(relationKey, now - 30 * dayMs);
    known.set(relationKey, { at: now, learned });
    return learned;
  }

  /** Read once, until one is set or ended; a failure is not remembered. */
  function allTimes(): Promise<SetTime[]> {
    times ??= decisions.times().catch((thrown: unknown) => {
      times = null;
      throw thrown;
    });
    return times;
  }

  return {
    times: allTimes,
    async waited(connectionIds: string[]): Promise<WaitedFor[]> {
      const [relations, set] = await Promise.all([store.relations(connectionIds), allTimes()]);
      const waited: WaitedFor[] = [];
      for (const relation of relations) {
        const learned = await learnedOf(relation.relationKey);
        const one = { ...relation, ...learned };
        waited.push({ relation, learned, urgent: waitOf(one, true, set), routine: waitOf(one, false, set) });
      }
      return waited;
    },
    /** A time was set or ended. */
    forgetTimes(): void {
      times = null;
    },
    /** The cache was begun anew: its relations have other keys. */
    forget(): void {
      known.clear();
    },
  };
}

export type WaitShelf = ReturnType<typeof createWaitShelf>;
