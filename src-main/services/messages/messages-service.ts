import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { HeaderStore } from '../../store/header-store.ts';
import type { HeaderSync } from './header-sync.ts';
import type { IndexPolicy } from './index-policy.ts';
import { createMessageQuestions, type MessageQuestionDeps } from './message-questions.ts';
import { reconcileIds, reconciliationCsv } from './reconcile.ts';
import { searchEngine } from './search-engine.ts';

export type MessagesDeps = {
  headers: HeaderStore;
  sync: Pick<HeaderSync, 'states' | 'look' | 'readAnew' | 'older'>;
  policy: IndexPolicy;
  /** All failures that the engine still has of this channel, from the oldest on. */
  readFailuresAnew(place: { connectionId: string; channelId: string }): void;
  emit: Emit;
} & MessageQuestionDeps;

/** The index of all messages: searches over it, and what of it there is. A connection of another environment is as good as absent. */
export function createMessagesService(deps: MessagesDeps): HandlersOf<'messages'> {
  const { headers, sync, policy } = deps;

  const { idsIn, queryOf, coverageOf } = createMessageQuestions(deps);

  async function reconcile(filter: InputOf<'messages.reconcile'>['filter']) {
    const coverage = coverageOf(filter);
    const { channelId, from, text } = filter;
    const scope = { connectionIds: idsIn(filter), channelId, from, isSearched: coverage.indexed > 0 };
    return { items: await reconcileIds(headers, scope, text), coverage };
  }

  return {
    search: async ({ filter, cursor, limit }) => ({
      ...(await headers.list(queryOf(filter), cursor, limit)),
      coverage: coverageOf(filter),
    }),
    searchEngine: ({ filter, cursor }, context) => {
      const query = queryOf(filter);
      const older = sync
        .older(query.connectionIds)
        .filter(({ channelId }) => filter.channelId === null || channelId === filter.channelId);
      return searchEngine(older, { query, cursor }, context.signal);
    },
    reconcile: ({ filter }) => reconcile(filter),
    exportReconciliation: async ({ filter }, context) => {
      const { items, coverage } = await reconcile(filter);
      context.describe({ summary: `ids: ${items.length}; absent: ${items.filter(isAbsent).length}` });
      return { csv: reconciliationCsv(items, coverage) };
    },
    channels: ({ connectionId }) => {
      const ids = idsIn({ connectionId });
      const budgets = ids.map((id) => ({ connectionId: id, percent: policy.budgetPercent(id) }));
      return Promise.resolve({ items: sync.states(ids), budgets });
    },
    setChannel: async (input, context) => {
      const before = policy.ofChannel(input.connectionId, input.channelId);
      const next = { ...input, judgesUnits: input.judgesUnits ?? before.judgesUnits };
      const isNew = before.keySource !== 'content' || (next.judgesUnits && !before.judgesUnits);
      const tellsMore = input.keySource === 'content' && isNew;
      // Before as well: were the core to end between the two, old columns would count as content.
      if (tellsMore) await sync.readAnew(input);
      await policy.setChannel(next);
      if (tellsMore) await sync.readAnew(input);
      if (next.judgesUnits && !before.judgesUnits) deps.readFailuresAnew(input);
      const { keySource, windowHours, judgesUnits } = next;
      const units = judgesUnits ? 'judged' : 'not judged';
      context.describe({ summary: `key source: ${keySource ?? 'by itself'}; hours: ${windowHours}; units: ${units}` });
      sync.look(input.connectionId);
      deps.emit('messages.indexed', { connectionId: input.connectionId });
      return { done: true };
    },
    setBudget: async ({ connectionId, percent }, context) => {
      await policy.setBudget(connectionId, percent);
      context.describe({ summary: `percent: ${percent}` });
      deps.emit('messages.indexed', { connectionId });
      return { done: true };
    },
  };
}

function isAbsent({ answer }: { answer: string }): boolean {
  return answer === 'absent';
}
