import { type Failure, failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { GroupDecision } from '../../../src-shared/domain/failure-group.ts';
import { linkMessages } from '../../../src-shared/domain/trace/link-messages.ts';
import type { Trace, TraceFailure, TraceHole } from '../../../src-shared/domain/trace/trace.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { IndexedTraceMessage, TraceSeed } from '../../store/trace-store.ts';
import type { LiveWords } from './live-words.ts';

export type BuildTraceDeps = {
  cache: Pick<Store['cache'], 'traces' | 'getFailures'>;
  groups: Pick<Store['journal']['groups'], 'decisions'>;
  live: LiveWords;
  /** Connections of the environment the console shows. */
  shownIds: () => string[];
  holes: (connectionIds: string[]) => TraceHole[];
  clock: Pick<Clock, 'now'>;
};

/** As many as the engineer's picture stays fluid with. */
const mostMessages = 2000;

/** Everything that is known of one business event: from the index, the engines, the failures and what people did about them. */
export function createTraceBuilder(deps: BuildTraceDeps) {
  const { cache, groups, live, shownIds, holes, clock } = deps;

  async function failuresOf(messages: readonly IndexedTraceMessage[]): Promise<Map<string, TraceFailure>> {
    const ids = messages.filter(({ status }) => status === 'failed').map(({ ref }) => failureIdOf(ref));
    if (ids.length === 0) return new Map();
    const failures = await cache.getFailures(ids.slice(0, 500));
    const groupIds = [...new Set(failures.flatMap(({ groupId }) => groupId ?? []))];
    const decisions = new Map((await groups.decisions(groupIds)).map((entry) => [entry.groupId, entry]));
    return new Map(
      failures.map((failure) => {
        const decision = failure.groupId === null ? null : (decisions.get(failure.groupId) ?? null);
        return [failure.failureId, failureOf(failure, decision, clock.now())];
      }),
    );
  }

  return {
    /** The trace that a seed begins; of `isSeedOnly` only what the seed itself names, and no engine is asked. */
    async build(seed: TraceSeed, signal: AbortSignal, isSeedOnly = false): Promise<Trace> {
      const connectionIds = shownIds();
      const found = await cache.traces.find({ connectionIds, seed, limit: mostMessages, isSeedOnly });
      signal.throwIfAborted();
      const told = isSeedOnly ? found.messages : await live.ask(found.messages, isWorthAsking, signal);
      const failures = await failuresOf(told);
      const messages = told.map((message) => ({ ...message, failure: failures.get(failureIdOf(message.ref)) ?? null }));
      return { messages, links: linkMessages(messages), holes: holes(connectionIds), isCut: found.isCut };
    },
  };
}

export type TraceBuilder = ReturnType<typeof createTraceBuilder>;

/** What went nowhere yet or was dropped, no receiver has answered. */
function isWorthAsking({ role, status }: IndexedTraceMessage): boolean {
  return role !== 'other' && role !== 'receipt' && status !== 'filtered';
}

function failureOf(failure: Failure, decision: GroupDecision | null, now: number): TraceFailure {
  const { kind, oneLine: reason, ownState, handledAt } = failure;
  if (handledAt !== null) return { kind, reason, state: 'handled', owner: null };
  if (ownState !== null && (ownState.until === null || ownState.until > now))
    return { kind, reason, state: ownState.state, owner: ownState.owner };
  const { act = null, owner = null, until = null } = decision ?? {};
  if (act === 'acknowledge') return { kind, reason, state: 'acknowledged', owner: decision?.person ?? null };
  if (act === 'assign') return { kind, reason, state: 'assigned', owner };
  if (act === 'snooze' && until !== null && until > now) return { kind, reason, state: 'snoozed', owner: null };
  return { kind, reason, state: 'open', owner: null };
}
